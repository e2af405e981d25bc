package dev.lamina.testkit.conformance;

import dev.lamina.backend.Backend;
import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Value;
import dev.lamina.optimizers.MultiOptimizer;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.optimizers.OptimizerMap;
import dev.lamina.optimizers.OptimizerVariable;
import dev.lamina.optimizers.OptimizerVariable.CopyOf;
import dev.lamina.optimizers.OptimizerVariable.Filled;
import dev.lamina.optimizers.StepRule;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Group {@code optimizers}: twelve steps with given gradients. */
final class OptimizerCases {
  private static final String EXCLUDE = "exclude_from_weight_decay";

  private final GoldenCase golden;
  private final Backend backend;
  private final Optimizer optimizer;
  private final StepRule rule;
  private final Comparison comparison;

  /** By key, in the order in which they were made. */
  private final Map<String, OptimizerVariable> variables = new LinkedHashMap<>();

  private final Map<String, Tensor> state = new HashMap<>();
  private List<Tensor> weights;

  private OptimizerCases(GoldenCase golden, Backend backend) {
    this.golden = golden;
    this.backend = backend;
    this.optimizer = optimizer(golden);
    this.rule = StepRule.of(optimizer);
    this.comparison = new Comparison(golden);
    this.weights = golden.tensors(golden.get("initial"));
  }

  private static Optimizer optimizer(GoldenCase golden) {
    if (golden.get("config").isObject()) {
      JsonNode config = golden.get("config").deepCopy();
      KerasObjects.requireSupported(golden, config);
      if (golden.has(EXCLUDE)) {
        ((ObjectNode) config.path("config")).set(EXCLUDE, golden.get(EXCLUDE));
      }
      return KerasObjects.json().read(Optimizer.class, config, golden.id());
    }
    // The kernel goes to the first inner optimizer, the bias to the second.
    var inner = new ArrayList<Optimizer>();
    golden
        .get("inner")
        .forEach(i -> inner.add(KerasObjects.json().read(Optimizer.class, i, golden.id())));
    return MultiOptimizer.of(new OptimizerMap(inner.get(1), Map.of("kernel", inner.get(0))));
  }

  static CaseResult.Outcome run(GoldenCase golden, Backend backend) {
    return new OptimizerCases(golden, backend).run();
  }

  private CaseResult.Outcome run() {
    int number = 0;
    for (JsonNode step : golden.get("steps")) {
      String what = "step %d: ".formatted(number++);
      if (step.hasNonNull("set_learning_rate")) {
        OptimizerVariable rate = rule.learningRate().orElseThrow();
        state.put(
            rate.key(), Tensor.scalar((float) GoldenCase.number(step.path("set_learning_rate"))));
      }
      scale(what, step.path("dynamic_scale_before"));
      step(what, step);
      List<Tensor> want = golden.tensors(step.path("weights"));
      for (int i = 0; i < want.size(); i++) {
        comparison.close(what + "weight " + i, weights.get(i), want.get(i));
      }
      scale(what, step.path("dynamic_scale_after"));
    }
    state();
    if (golden.get("config").isObject()) {
      ObjectNode written = KerasObjects.json().write(optimizer);
      ((ObjectNode) written.path("config")).remove(EXCLUDE);
      IdentifierCases.same(comparison, "written again", written, golden.get("config"));
    }
    return comparison.outcome();
  }

  private void scale(String what, JsonNode want) {
    Tensor got = state.get("loss_scale_optimizer/dynamic_scale");
    if (want.isNumber() && got != null) {
      comparison.close(what + "scale", got.item(), want.doubleValue());
    }
  }

  private void step(String what, JsonNode step) {
    var execution = new Execution(backend);
    List<Tensor> gradients = golden.tensors(step.path("gradients"));
    var targets = new ArrayList<StepRule.Target>();
    var store = new Store(execution);
    for (int i = 0; i < weights.size(); i++) {
      Value weight = execution.input(weights.get(i));
      store.weights.put(weight, weights.get(i));
      targets.add(
          new StepRule.Target(
              variable(i), weight, execution.input(gradients.get(i)), constraint(i)));
    }
    var outputs = new ArrayList<>(rule.step(targets, store));
    int n = outputs.size();
    outputs.addAll(store.after.values());
    boolean rated = step.hasNonNull("learning_rate");
    if (rated) {
      outputs.add(
          rule.learningRate()
              .map(store::get)
              .orElseGet(() -> optimizer.learningRate().at(store.get(rule.iteration()))));
    }
    List<Tensor> got = execution.run(outputs);
    int i = n;
    for (String key : store.after.keySet()) {
      state.put(key, got.get(i++));
    }
    if (rated) {
      comparison.close(
          what + "learning rate", got.get(i).item(), GoldenCase.number(step.path("learning_rate")));
    }
    weights = got.subList(0, n);
  }

  private final class Store implements StepRule.Store {
    private final Execution execution;
    private final Map<Value, Tensor> weights = new HashMap<>();
    private final Map<String, Value> before = new HashMap<>();
    private final Map<String, Value> after = new LinkedHashMap<>();

    Store(Execution execution) {
      this.execution = execution;
    }

    @Override
    public void declare(OptimizerVariable v) {
      variables.putIfAbsent(v.key(), v);
      if (!state.containsKey(v.key())) {
        Tensor initial =
            v.initial() instanceof CopyOf c
                ? Optional.ofNullable(weights.get(c.weight())).orElseThrow()
                : Tensor.full(v.type(), ((Filled) v.initial()).value());
        state.put(v.key(), initial);
      }
    }

    @Override
    public Value get(OptimizerVariable v) {
      declare(v);
      return before.computeIfAbsent(
          v.key(), k -> execution.input(Optional.ofNullable(state.get(k)).orElseThrow()));
    }

    @Override
    public void set(OptimizerVariable v, Value value) {
      declare(v);
      after.put(v.key(), value);
    }
  }

  /** All variables in Keras' order. */
  private void state() {
    JsonNode want = golden.get("optimizer_variables");
    if (want.isMissingNode()) {
      return;
    }
    comparison.equal("number of variables", variables.size(), want.size());
    int at = 0;
    for (OptimizerVariable v : variables.values()) {
      JsonNode w = want.path(at++);
      String path = w.path("path").asString("");
      comparison.equal("variable " + (at - 1), plain(v.path()), plain(path));
      if (w.path("tensor").isString()) {
        comparison.close(
            path,
            Optional.ofNullable(state.get(v.key())).orElseThrow(),
            golden.tensor(w.path("tensor")));
      }
    }
    int i = 0;
    for (Tensor average : golden.tensors(golden.get("weights_after_finalize"))) {
      Optional<Tensor> got =
          rule.average(variable(i), weights.get(i).type())
              .flatMap(v -> Optional.ofNullable(state.get(v.key())));
      comparison.that(got.isPresent(), "no average of weight " + i);
      if (got.isPresent()) {
        comparison.close("average " + i, got.get(), average);
      }
      i++;
    }
  }

  /** Names of optimizers carry counters of the Python process. */
  private static String plain(String path) {
    return path.replaceAll("^(\\w+?)(_\\d+)?/", "$1/").replaceAll("^variable_\\d+$", "variable");
  }

  private String variable(int i) {
    return golden.get("variables").path(i).path("name").asString("");
  }

  private Optional<Constraint> constraint(int i) {
    return variable(i).equals("kernel") && golden.has("kernel_constraint")
        ? Optional.of(KerasObjects.read(golden, Constraint.class, "kernel_constraint"))
        : Optional.empty();
  }
}
