package dev.lamina.testkit.conformance;

import dev.lamina.backend.Backend;
import dev.lamina.graph.Value;
import dev.lamina.metrics.Metric;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Group {@code metrics}: running results, state, reset. */
final class MetricCases {
  private final GoldenCase golden;
  private final Backend backend;
  private final Metric metric;
  private final Comparison comparison;
  private final Map<String, Tensor> state = new LinkedHashMap<>();

  private MetricCases(GoldenCase golden, Backend backend) {
    this.golden = golden;
    this.backend = backend;
    this.metric = KerasObjects.read(golden, Metric.class, "config");
    this.comparison = new Comparison(golden);
  }

  static CaseResult.Outcome run(GoldenCase golden, Backend backend) {
    return new MetricCases(golden, backend).run();
  }

  private CaseResult.Outcome run() {
    int number = 0;
    for (JsonNode update : golden.get("updates")) {
      update("update " + number++, update);
    }
    JsonNode variables = golden.get("variables");
    int i = 0;
    for (Tensor got : state.values()) {
      if (i < variables.size()) {
        comparison.close("variable " + i, got, golden.tensor(variables.get(i++).path("tensor")));
      }
    }
    if (golden.get("after_reset_update").isObject()) {
      state.clear();
      update("after reset", golden.get("after_reset_update"));
    }
    comparison.equal(
        "name", metric.name(), golden.get("config").path("config").path("name").asString(""));
    return comparison.outcome();
  }

  private void update(String what, JsonNode json) {
    var execution = new Execution(backend);
    var after = new LinkedHashMap<String, Value>();
    var store =
        new Metric.State() {
          @Override
          public Value get(String name, Shape shape) {
            Tensor zeros = Tensor.zeros(new TensorType(DType.FLOAT32, shape));
            return execution.input(state.getOrDefault(name, zeros));
          }

          @Override
          public void set(String name, Value value) {
            after.put(name, value);
          }
        };
    boolean ofValues = json.has("values");
    Value yPred = execution.input(golden.tensor(json.path(ofValues ? "values" : "y_pred")));
    Value yTrue = ofValues ? yPred : execution.input(golden.tensor(json.path("y_true")));
    Optional<Value> weight =
        json.hasNonNull("sample_weight")
            ? Optional.of(execution.input(golden.tensor(json.path("sample_weight"))))
            : Optional.empty();
    var outputs = new ArrayList<>(List.of(metric.update(store, yTrue, yPred, weight)));
    outputs.addAll(after.values());
    List<Tensor> got = execution.run(outputs);
    comparison.close(what, got.get(0), golden.tensor(json.path("result")));
    int i = 1;
    for (String name : after.keySet()) {
      state.put(name, got.get(i++));
    }
  }
}
