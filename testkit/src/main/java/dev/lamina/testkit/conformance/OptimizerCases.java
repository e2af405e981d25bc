package dev.lamina.testkit.conformance;

import dev.lamina.backend.Backend;
import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Value;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.optimizers.UpdateRule;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Group {@code optimizers}: twelve steps with given gradients. */
final class OptimizerCases {
  private final GoldenCase golden;
  private final Backend backend;
  private final Optimizer optimizer;
  private final Comparison comparison;
  private final Map<Slot, Tensor> state = new LinkedHashMap<>();
  private List<Tensor> weights;

  private record Slot(int weight, String name) {}

  private OptimizerCases(GoldenCase golden, Backend backend) {
    if (!golden.get("config").isObject()) {
      throw new UnsupportedCaseException("several optimizers in one model");
    }
    this.golden = golden;
    this.backend = backend;
    this.optimizer = KerasObjects.read(golden, Optimizer.class, "config");
    this.comparison = new Comparison(golden);
    this.weights = golden.tensors(golden.get("initial"));
  }

  static CaseResult.Outcome run(GoldenCase golden, Backend backend) {
    return new OptimizerCases(golden, backend).run();
  }

  private CaseResult.Outcome run() {
    long calls = 0;
    for (JsonNode step : golden.get("steps")) {
      String what = "step %d: ".formatted(calls);
      step(what, calls++, step);
      List<Tensor> want = golden.tensors(step.path("weights"));
      for (int i = 0; i < want.size(); i++) {
        comparison.close(what + "weight " + i, weights.get(i), want.get(i));
      }
    }
    state();
    return comparison.outcome();
  }

  private void step(String what, long calls, JsonNode step) {
    var execution = new Execution(backend);
    Value before = execution.input(Tensor.scalar(calls));
    double wanted = GoldenCase.number(step.path("learning_rate"));
    Value rate =
        optimizer.learningRate().isSchedule()
            ? optimizer.learningRate().at(before)
            : execution.input(Tensor.scalar((float) wanted));
    List<Tensor> gradients = golden.tensors(step.path("gradients"));
    var targets = new ArrayList<UpdateRule.Target>();
    for (int i = 0; i < weights.size(); i++) {
      targets.add(
          new UpdateRule.Target(
              execution.input(weights.get(i)),
              execution.input(gradients.get(i)),
              constraint(i),
              decays(i)));
    }
    var store = new Store(execution);
    var outputs = new ArrayList<>(UpdateRule.apply(optimizer, targets, store, before, rate));
    int n = outputs.size();
    outputs.add(rate);
    outputs.addAll(store.after.values());
    List<Tensor> got = execution.run(outputs);
    comparison.close(what + "learning rate", got.get(n).item(), wanted);
    int i = n + 1;
    for (Slot s : store.after.keySet()) {
      state.put(s, got.get(i++));
    }
    weights = got.subList(0, n);
  }

  private final class Store implements UpdateRule.Store {
    private final Execution execution;
    private final Map<Slot, Value> slots = new LinkedHashMap<>();
    private final Map<Slot, Value> after = new LinkedHashMap<>();

    Store(Execution execution) {
      this.execution = execution;
    }

    @Override
    public Value get(int weight, String slot, double initial) {
      return slots.computeIfAbsent(
          new Slot(weight, slot),
          key ->
              execution.input(
                  state.computeIfAbsent(
                      key, k -> Tensor.full(weights.get(weight).type(), initial))));
    }

    @Override
    public void set(int weight, String slot, Value value) {
      after.put(new Slot(weight, slot), value);
    }
  }

  /** Slots come in the order of Keras' own list, behind iteration and learning rate. */
  private void state() {
    JsonNode variables = golden.get("optimizer_variables");
    int at = optimizer.learningRate().isSchedule() ? 1 : 2;
    for (Map.Entry<Slot, Tensor> e : state.entrySet()) {
      JsonNode v = variables.path(at++);
      String path = v.path("path").asString("");
      comparison.that(
          path.endsWith("_" + e.getKey().name()),
          "variable %d: expected %s, got %s".formatted(at - 1, path, e.getKey()));
      comparison.close(path, e.getValue(), golden.tensor(v.path("tensor")));
    }
    comparison.equal("number of variables", at, variables.size());
    int i = 0;
    for (Tensor want : golden.tensors(golden.get("weights_after_finalize"))) {
      Tensor average = state.get(new Slot(i, UpdateRule.AVERAGE));
      comparison.that(average != null, "no average of weight " + i);
      if (average != null) {
        comparison.close("average " + i, average, want);
      }
      i++;
    }
  }

  private String variable(int i) {
    return golden.get("variables").path(i).path("name").asString("");
  }

  private boolean decays(int i) {
    for (JsonNode excluded : golden.get("exclude_from_weight_decay")) {
      if (variable(i).contains(excluded.asString(""))) {
        return false;
      }
    }
    return true;
  }

  private Optional<Constraint> constraint(int i) {
    return variable(i).equals("kernel") && golden.has("kernel_constraint")
        ? Optional.of(KerasObjects.read(golden, Constraint.class, "kernel_constraint"))
        : Optional.empty();
  }
}
