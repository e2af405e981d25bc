package dev.lamina.integration;

import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.graph.pass.Autodiff;
import dev.lamina.graph.pass.Passes;
import dev.lamina.layers.Shared;
import dev.lamina.losses.Loss;
import dev.lamina.metrics.Metric;
import dev.lamina.optimizers.LearningRate;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.optimizers.OptimizerVariable;
import dev.lamina.optimizers.Slots;
import dev.lamina.regularizers.Regularizer;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import dev.lamina.testkit.LayerCase;
import dev.lamina.training.Tracer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Graphs of one layer, loss, metric or optimizer as a step holds them, in float32. */
final class SampleGraphs {
  private SampleGraphs() {}

  /** Inference, and training with gradients of all inputs and weights. */
  static List<Graph> layer(LayerCase c) {
    return List.of(layer(c, false), layer(c, true));
  }

  private static Graph layer(LayerCase c, boolean training) {
    Value step = Value.input("step", new TensorType(DType.INT64, Shape.scalar()));
    var inputs = new ArrayList<Value>();
    c.inputs().forEach(a -> inputs.add(Value.input("x" + inputs.size(), a.type())));
    var tracer = new Tracer(training, 0, step);
    List<Value> outputs = tracer.trace(Shared.of(c.layer()), List.copyOf(inputs)).outputs();
    var results = new ArrayList<Value>(outputs);
    var variables = List.copyOf(tracer.variables().values());
    if (training) {
      var wanted = new ArrayList<Value>(inputs);
      wanted.addAll(variables);
      results.addAll(gradients(outputs, wanted));
      results.addAll(tracer.updates().values());
    }
    inputs.add(step);
    return Passes.standard(new Graph(inputs, variables, results, List.of()));
  }

  private static List<Value> gradients(List<Value> outputs, List<Value> wanted) {
    List<Value> sums =
        outputs.stream().filter(v -> v.dtype().isFloating()).map(v -> v.square().sum()).toList();
    List<Value> floats = wanted.stream().filter(v -> v.dtype().isFloating()).toList();
    return sums.stream()
        .reduce(Value::plus)
        .map(s -> Autodiff.gradients(s, floats))
        .orElse(List.of());
  }

  /** The reduced loss and its gradient. */
  static Graph loss(Loss loss, TensorType target, TensorType prediction) {
    Value yTrue = Value.input("y_true", target);
    Value yPred = Value.input("y_pred", prediction);
    Value value = loss.apply(yTrue, yPred, Optional.empty(), Optional.empty()).sum();
    Value gradient = Autodiff.gradients(value, List.of(yPred)).get(0);
    return Passes.standard(Graph.of(List.of(yTrue, yPred), List.of(value, gradient)));
  }

  /** One update. */
  static Graph metric(Metric metric, TensorType target, TensorType prediction) {
    Value yTrue = Value.input("y_true", target);
    Value yPred = Value.input("y_pred", prediction);
    var before = new LinkedHashMap<String, Value>();
    var after = new LinkedHashMap<String, Value>();
    var state =
        new Metric.State() {
          @Override
          public Value get(String name, TensorType type) {
            return before.computeIfAbsent(name, n -> Value.input(n, type));
          }

          @Override
          public void set(String name, Value value) {
            after.put(name, value);
          }
        };
    Value result = metric.update(state, yTrue, yPred, Optional.empty());
    return graph(List.of(yTrue, yPred), before.values().stream().toList(), result, after);
  }

  /** One step of a matrix. */
  static Graph optimizer(Optimizer optimizer) {
    Value weight = Value.input("weight", TensorType.of(DType.FLOAT32, 4, 3));
    Value gradient = Value.input("gradient", weight.type());
    Value step = Value.input("step", new TensorType(DType.FLOAT32, Shape.scalar()));
    var slots = new SampleSlots(weight.type(), step);
    Value result = optimizer.update(slots, weight, gradient);
    return graph(
        List.of(weight, gradient, step),
        slots.before.values().stream().toList(),
        result,
        slots.after);
  }

  /** The rate of a step. */
  static Graph schedule(LearningRate rate) {
    Value step = Value.input("step", new TensorType(DType.INT64, Shape.scalar()));
    return Passes.standard(Graph.of(List.of(step), List.of(rate.at(step))));
  }

  /** The penalty and its gradient. */
  static Graph regularizer(Regularizer regularizer) {
    Value weight = Value.input("weight", TensorType.of(DType.FLOAT32, 4, 3));
    Value penalty = regularizer.apply(weight);
    Value gradient = Autodiff.gradients(penalty, List.of(weight)).get(0);
    return Passes.standard(Graph.of(List.of(weight), List.of(penalty, gradient)));
  }

  static Graph constraint(Constraint constraint) {
    Value weight = Value.input("weight", TensorType.of(DType.FLOAT32, 4, 3));
    return Passes.standard(Graph.of(List.of(weight), List.of(constraint.apply(weight))));
  }

  private static Graph graph(
      List<Value> inputs, List<Value> more, Value result, Map<?, Value> after) {
    var all = new ArrayList<Value>(inputs);
    all.addAll(more);
    var results = new ArrayList<Value>(after.values());
    results.add(result);
    return Passes.standard(Graph.of(all, results));
  }

  private static final class SampleSlots implements Slots {
    private final TensorType type;
    private final Value step;
    private final Map<OptimizerVariable, Value> before = new LinkedHashMap<>();
    private final Map<OptimizerVariable, Value> after = new LinkedHashMap<>();

    SampleSlots(TensorType type, Value step) {
      this.type = type;
      this.step = step;
    }

    @Override
    public Value get(OptimizerVariable v) {
      return before.computeIfAbsent(v, w -> Value.input(w.path(), w.type()));
    }

    @Override
    public void set(OptimizerVariable v, Value value) {
      after.put(v, value);
    }

    @Override
    public OptimizerVariable slot(String name, double initial) {
      return variable(name, initial);
    }

    @Override
    public OptimizerVariable copy(String name) {
      return variable(name, 0);
    }

    private OptimizerVariable variable(String name, double initial) {
      return new OptimizerVariable(name, name, type, new OptimizerVariable.Filled(initial));
    }

    @Override
    public String path() {
      return "dense/kernel";
    }

    @Override
    public String prefix() {
      return "optimizer";
    }

    @Override
    public Value learningRate() {
      return step.times(0.1);
    }

    @Override
    public Value step() {
      return step;
    }
  }
}
