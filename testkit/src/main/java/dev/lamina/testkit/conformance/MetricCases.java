package dev.lamina.testkit.conformance;

import dev.lamina.backend.Backend;
import dev.lamina.graph.Value;
import dev.lamina.metrics.MeanMetric;
import dev.lamina.metrics.Metric;
import dev.lamina.serialization.FunctionJson;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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

  /** Kind {@code metric-function}: the values before they are averaged. */
  static CaseResult.Outcome function(GoldenCase golden, Backend backend) {
    var functions = new FunctionJson(KerasObjects.json());
    MeanMetric fn =
        functions.function(
            golden.get("function").asString(""), (ObjectNode) golden.get("args"), golden.id());
    var execution = new Execution(backend);
    Value yTrue = execution.input(golden.tensor("y_true"));
    Value yPred = execution.input(golden.tensor("y_pred"));
    var comparison = new Comparison(golden);
    comparison.close(
        "value", execution.run(List.of(fn.values(yTrue, yPred))).get(0), golden.tensor("value"));
    return comparison.outcome();
  }

  private CaseResult.Outcome run() {
    int number = 0;
    for (JsonNode update : golden.get("updates")) {
      update("update " + number++, update);
    }
    JsonNode variables = golden.get("variables");
    comparison.that(
        variables.isMissingNode() || state.size() == variables.size(),
        "variables: expected %s, got %s".formatted(variables, state.keySet()));
    int i = 0;
    for (Map.Entry<String, Tensor> got : state.entrySet()) {
      if (i < variables.size()) {
        JsonNode want = variables.get(i++);
        String path = want.path("path").asString("");
        comparison.equal("variable", metric.name() + "/" + got.getKey(), path);
        comparison.close(path, got.getValue(), golden.tensor(want.path("tensor")));
      }
    }
    KerasObjects.writtenAgain(comparison, golden, metric);
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
    var slots = new LinkedHashMap<String, Value>();
    var after = new LinkedHashMap<String, Value>();
    var store =
        new Metric.State() {
          @Override
          public Value get(String name, TensorType type) {
            return slots.computeIfAbsent(
                name, n -> execution.input(state.computeIfAbsent(n, x -> Tensor.zeros(type))));
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
