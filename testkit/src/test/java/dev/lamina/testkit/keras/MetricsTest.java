package dev.lamina.testkit.keras;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class MetricsTest {
  static List<GoldenCase> cases() {
    return GoldenCase.all("metrics").stream().filter(MetricsTest::exists).toList();
  }

  /** Metrics that Lamina does not have yet, and Python functions as metrics, are left out. */
  private static boolean exists(GoldenCase c) {
    if (c.kind().equals("metric-function")) {
      return false;
    }
    try {
      Class.forName("dev.lamina.metrics." + c.json().get("config").get("class_name").asString());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesWhatKerasComputes(GoldenCase c) {
    var metric = (Metric) KerasObjects.read(c.json().get("config"), c.json().get("args"));
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (JsonNode update : c.json().get("updates")) {
      check(c, metric, state, update);
    }
    if (c.has("variables")) {
      var got = new ArrayList<>(state.values());
      for (int i = 0; i < got.size(); i++) {
        String name = c.json().get("variables").get(i).get("tensor").asString();
        c.assertClose("variable " + i, c.named(name), got.get(i));
      }
    }
    if (c.has("after_reset_update")) {
      state.clear();
      check(c, metric, state, c.json().get("after_reset_update"));
    }
    assertThat(metric.name()).isEqualTo(c.json().at("/config/config/name").asString());
  }

  private static void check(
      GoldenCase c, Metric metric, Map<String, Tensor> state, JsonNode update) {
    var engine = new Engine();
    Map<String, Value> after = new LinkedHashMap<>();
    var store =
        new Metric.State() {
          @Override
          public Value get(String name, Shape shape) {
            Tensor zeros = Tensor.zeros(new TensorType(DType.FLOAT32, shape));
            return engine.input(state.getOrDefault(name, zeros));
          }

          @Override
          public void set(String name, Value value) {
            after.put(name, value);
          }
        };
    boolean ofValues = update.has("values");
    Value yPred = engine.input(tensor(c, update, ofValues ? "values" : "y_pred"));
    Value yTrue = ofValues ? yPred : engine.input(tensor(c, update, "y_true"));
    Optional<Value> weight =
        update.has("sample_weight")
            ? Optional.of(engine.input(tensor(c, update, "sample_weight")))
            : Optional.empty();
    var outputs = new ArrayList<>(List.of(metric.update(store, yTrue, yPred, weight)));
    outputs.addAll(after.values());
    List<Tensor> got = engine.run(outputs);
    c.assertClose("result", tensor(c, update, "result"), got.get(0));
    int i = 1;
    for (String name : after.keySet()) {
      state.put(name, got.get(i++));
    }
  }

  private static Tensor tensor(GoldenCase c, JsonNode at, String key) {
    return c.named(at.get(key).asString());
  }
}
