package dev.lamina.testkit.keras;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Value;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.optimizers.UpdateRule;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class OptimizersTest {
  static List<GoldenCase> cases() {
    return GoldenCase.all("optimizers").stream().filter(OptimizersTest::exists).toList();
  }

  /** Optimizers that Lamina does not have, and wrappers around others, are left out. */
  private static boolean exists(GoldenCase c) {
    if (!c.kind().isEmpty() || !c.has("config")) {
      return false;
    }
    try {
      Class.forName("dev.lamina.optimizers." + c.json().at("/config/class_name").asString());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private record Slot(int weight, String name) {}

  @ParameterizedTest
  @MethodSource("cases")
  void stepsAsKerasSteps(GoldenCase c) {
    var optimizer = (Optimizer) KerasObjects.read(c.json().get("config"), null);
    List<Tensor> weights = tensors(c, c.json().get("initial"));
    Map<Slot, Tensor> state = new LinkedHashMap<>();
    long calls = 0;
    for (JsonNode step : c.json().get("steps")) {
      weights = step(c, optimizer, weights, state, calls++, step);
      List<Tensor> want = tensors(c, step.get("weights"));
      for (int i = 0; i < want.size(); i++) {
        c.assertClose("step " + calls + ", weight " + i, want.get(i), weights.get(i));
      }
    }
    checkState(c, optimizer, state);
  }

  private static List<Tensor> step(
      GoldenCase c,
      Optimizer optimizer,
      List<Tensor> weights,
      Map<Slot, Tensor> state,
      long calls,
      JsonNode step) {
    var engine = new Engine();
    Value before = engine.input(Tensor.scalar(calls));
    Value rate =
        optimizer.learningRate().isSchedule()
            ? optimizer.learningRate().at(before)
            : engine.input(Tensor.scalar((float) step.get("learning_rate").asDouble()));
    List<Tensor> gradients = tensors(c, step.get("gradients"));
    var targets = new ArrayList<UpdateRule.Target>();
    for (int i = 0; i < weights.size(); i++) {
      targets.add(
          new UpdateRule.Target(
              engine.input(weights.get(i)),
              engine.input(gradients.get(i)),
              constraint(c, i),
              decays(c, i)));
    }
    Map<Slot, Value> slots = new LinkedHashMap<>();
    Map<Slot, Value> after = new LinkedHashMap<>();
    var store =
        new UpdateRule.Store() {
          @Override
          public Value get(int weight, String slot, double initial) {
            var key = new Slot(weight, slot);
            return slots.computeIfAbsent(
                key,
                k ->
                    engine.input(
                        state.computeIfAbsent(
                            k, x -> Tensor.full(weights.get(weight).type(), initial))));
          }

          @Override
          public void set(int weight, String slot, Value value) {
            after.put(new Slot(weight, slot), value);
          }
        };
    var outputs = new ArrayList<>(UpdateRule.apply(optimizer, targets, store, before, rate));
    int n = outputs.size();
    outputs.add(rate);
    outputs.addAll(after.values());
    List<Tensor> got = engine.run(outputs);
    assertThat(got.get(n).item())
        .isCloseTo(step.get("learning_rate").asDouble(), org.assertj.core.data.Offset.offset(1e-6));
    int i = n + 1;
    for (Slot s : after.keySet()) {
      state.put(s, got.get(i++));
    }
    return got.subList(0, n);
  }

  /** Slots come in the order of Keras' own list, behind iteration and learning rate. */
  private static void checkState(GoldenCase c, Optimizer optimizer, Map<Slot, Tensor> state) {
    JsonNode variables = c.json().get("optimizer_variables");
    int at = optimizer.learningRate().isSchedule() ? 1 : 2;
    for (Map.Entry<Slot, Tensor> e : state.entrySet()) {
      JsonNode v = variables.get(at++);
      assertThat(v.get("path").asString()).endsWith("_" + e.getKey().name());
      c.assertClose(v.get("path").asString(), c.named(v.get("tensor").asString()), e.getValue());
    }
    assertThat(at).isEqualTo(variables.size());
    if (c.has("weights_after_finalize")) {
      List<Tensor> want = tensors(c, c.json().get("weights_after_finalize"));
      for (int i = 0; i < want.size(); i++) {
        c.assertClose(
            "average " + i,
            want.get(i),
            Objects.requireNonNull(state.get(new Slot(i, UpdateRule.AVERAGE))));
      }
    }
  }

  private static boolean decays(GoldenCase c, int i) {
    if (!c.has("exclude_from_weight_decay")) {
      return true;
    }
    String name = c.json().get("variables").get(i).get("name").asString();
    for (JsonNode excluded : c.json().get("exclude_from_weight_decay")) {
      if (name.contains(excluded.asString())) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Constraint> constraint(GoldenCase c, int i) {
    boolean kernel = c.json().get("variables").get(i).get("name").asString().equals("kernel");
    return kernel && c.has("kernel_constraint")
        ? Optional.of((Constraint) KerasObjects.read(c.json().get("kernel_constraint"), null))
        : Optional.empty();
  }

  private static List<Tensor> tensors(GoldenCase c, JsonNode names) {
    var out = new ArrayList<Tensor>();
    for (JsonNode n : names) {
      out.add(c.named(n.asString()));
    }
    return out;
  }
}
