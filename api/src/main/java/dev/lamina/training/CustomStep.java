package dev.lamina.training;

import dev.lamina.Model;
import dev.lamina.TrainStep;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.RandomUniform;
import dev.lamina.graph.pass.Autodiff;
import dev.lamina.layers.Scope;
import dev.lamina.layers.Weight;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Philox;
import dev.lamina.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A step that the user writes: what {@link TrainStep} sees of the step's graph. */
final class CustomStep implements TrainStep.Step {
  /** What the user's step shares with the usual one. */
  interface Parts {
    /** The compiled loss of a call; notes the single losses of several outputs. */
    Value loss(Scope.Called called, List<Value> losses);

    void report(Scope.Called called, Value loss, List<Value> losses);

    void log(String name, Value scalar);
  }

  private final StepGraph.Builder builder;
  private final Network network;
  private final Tracer tracer;
  private final OptimizerStep optimizer;
  private final long seed;
  private final Value iteration;
  private final List<Value> x;
  private final List<Value> y;
  private final Parts parts;
  private final Map<List<Value>, Scope.Called> calls = new HashMap<>();
  private final Map<List<Value>, List<Value>> losses = new HashMap<>();

  /** Variables that the optimizer has updated. */
  private final Set<Value> applied = new HashSet<>();

  private int draws;

  CustomStep(
      StepGraph.Builder builder,
      Network network,
      Tracer tracer,
      OptimizerStep optimizer,
      long seed,
      List<Value> x,
      List<Value> y,
      Parts parts) {
    this.builder = builder;
    this.network = network;
    this.tracer = tracer;
    this.optimizer = optimizer;
    this.seed = seed;
    this.iteration = optimizer.iteration(builder);
    this.x = List.copyOf(x);
    this.y = List.copyOf(y);
    this.parts = parts;
  }

  @Override
  public List<Value> x() {
    return x;
  }

  @Override
  public List<Value> y() {
    return y;
  }

  @Override
  public List<Value> call(List<Value> inputs) {
    Scope.Called called = tracer.trace(network, inputs);
    builder.addVariables(tracer.variables());
    calls.put(called.outputs(), called);
    return called.outputs();
  }

  @Override
  public Value infer(Model other, Value input) {
    var apart = new Tracer(false, seed, Value.scalar(DType.INT64, 0));
    List<Value> outputs = apart.trace(other.network(), List.of(input)).outputs();
    for (Weight w : apart.variables().keySet()) {
      if (tracer.variables().containsKey(w)) {
        throw new IllegalArgumentException(
            "train step: infer is for another model; %s is a weight of the trained one"
                .formatted(w.path()));
      }
    }
    builder.addVariables(apart.variables());
    return outputs.get(0);
  }

  private Scope.Called called(List<Value> outputs) {
    Scope.Called c = calls.get(outputs);
    if (c == null) {
      throw new IllegalArgumentException(
          "train step: expected the outputs of a call of the model, got %s"
              .formatted(outputs.stream().map(Value::type).toList()));
    }
    return c;
  }

  @Override
  public Value loss(List<Value> outputs) {
    List<Value> single = losses.computeIfAbsent(outputs, o -> new ArrayList<>());
    single.clear();
    Value total = parts.loss(called(outputs), single);
    for (Value extra : tracer.losses()) {
      total = total.plus(extra.cast(total.dtype()));
    }
    return total;
  }

  /** Writes the moving statistics' updates; what the optimizer updated it updated from those. */
  void finish() {
    tracer
        .updates()
        .forEach(
            (variable, next) -> {
              if (!applied.contains(variable)) {
                builder.update(variable, next);
              }
            });
  }

  private List<Weight> trained() {
    return tracer.variables().keySet().stream().filter(tracer.trained()::contains).toList();
  }

  @Override
  public List<Value> weights() {
    return trained().stream().map(tracer::current).toList();
  }

  /** The gradient of a weight that its layer overwrites is that of its variable. */
  @Override
  public List<Value> gradients(Value loss, List<Value> of) {
    var variables = new HashMap<Value, Value>();
    tracer.variables().forEach((w, variable) -> variables.put(tracer.current(w), variable));
    return Autodiff.gradients(loss, of.stream().map(v -> variables.getOrDefault(v, v)).toList());
  }

  @Override
  public void apply(List<Value> gradients) {
    List<Weight> weights = trained();
    if (weights.isEmpty() || gradients.size() != weights.size()) {
      throw new IllegalArgumentException(
          "train step: expected a gradient for each of the %d trained weights, got %d; call the model first"
              .formatted(weights.size(), gradients.size()));
    }
    List<Value> scaled = optimizer.scaledGradients(builder, gradients);
    List<Value> variables = weights.stream().map(builder::variable).toList();
    optimizer.write(builder, weights, variables, weights(), scaled);
    applied.addAll(variables);
  }

  @Override
  public void report(Value loss, List<Value> outputs) {
    parts.report(called(outputs), loss, losses.getOrDefault(outputs, List.of()));
  }

  @Override
  public void log(String name, Value scalar) {
    parts.log(name, scalar);
  }

  @Override
  public Value random(Shape shape) {
    long key = Philox.key(seed, Tracer.hash("train_step#" + draws++));
    return Value.of(new RandomUniform(shape, key), iteration);
  }
}
