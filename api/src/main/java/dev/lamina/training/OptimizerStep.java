package dev.lamina.training;

import dev.lamina.graph.Value;
import dev.lamina.layers.Weight;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.optimizers.OptimizerVariable;
import dev.lamina.optimizers.OptimizerVariable.CopyOf;
import dev.lamina.optimizers.OptimizerVariable.Filled;
import dev.lamina.optimizers.StepRule;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The optimizer's part of a train step, and its variables between steps. */
final class OptimizerStep {
  private final StepRule rule;
  private final State state;

  OptimizerStep(Optimizer optimizer, State state) {
    this.rule = StepRule.of(optimizer);
    this.state = state;
  }

  /** The number of steps before this one, an int64 scalar. */
  Value iteration(StepGraph.Builder b) {
    return b.variable(weight(rule.iteration(), Map.of()));
  }

  /** How many steps there were. */
  long steps() {
    return (long) weight(rule.iteration(), Map.of()).value().getDouble(0);
  }

  /** Makes the variables that Keras lists first. */
  void declare() {
    rule.declare(new Variables(new StepGraph.Builder(), Map.of()));
  }

  /** The variable that holds a learning rate, unless it follows a schedule. */
  Optional<Weight> learningRate() {
    return rule.learningRate().map(v -> weight(v, Map.of()));
  }

  /** Whether the optimizer averages weights. */
  boolean averages() {
    return rule.averages();
  }

  /** The moving averages of weights, as far as there was a step. */
  Map<Weight, Weight> averages(List<Weight> weights) {
    var out = new LinkedHashMap<Weight, Weight>();
    List<String> paths = paths(weights);
    for (int i = 0; i < weights.size(); i++) {
      Weight w = weights.get(i);
      rule.average(paths.get(i), w.type())
          .flatMap(v -> state.find(v.key()))
          .ifPresent(average -> out.put(w, average));
    }
    return out;
  }

  Value scaled(StepGraph.Builder b, Value loss) {
    return rule.scaleLoss(loss, new Variables(b, Map.of()));
  }

  /** Gradients of the plain loss as if they were of the scaled one, which {@link #write} takes. */
  List<Value> scaledGradients(StepGraph.Builder b, List<Value> gradients) {
    Value one = Value.scalar(DType.FLOAT32, 1);
    Value scale = scaled(b, one);
    return scale == one
        ? gradients
        : gradients.stream().map(g -> g.times(scale.cast(g.dtype()))).toList();
  }

  private Weight weight(OptimizerVariable v, Map<Value, Weight> weights) {
    return state.get(
        v.key(),
        v.path(),
        () -> {
          if (v.initial() instanceof CopyOf c) {
            Weight w = weights.get(c.weight());
            if (w != null) {
              return w.value();
            }
            throw new IllegalStateException("no weight to copy for " + v.path());
          }
          return Tensor.full(v.type(), ((Filled) v.initial()).value());
        });
  }

  /** Layers of two models may have one path; the later ones are numbered. */
  private static List<String> paths(List<Weight> weights) {
    Set<String> taken = new HashSet<>();
    var out = new ArrayList<String>();
    for (Weight w : weights) {
      String path = w.path();
      for (int i = 2; !taken.add(path); i++) {
        path = w.path() + "#" + i;
      }
      out.add(path);
    }
    return out;
  }

  /** {@code current}: the variables' values that the gradients belong to. */
  void write(
      StepGraph.Builder b,
      List<Weight> weights,
      List<Value> variables,
      List<Value> current,
      List<Value> gradients) {
    var targets = new ArrayList<StepRule.Target>();
    var byValue = new LinkedHashMap<Value, Weight>();
    List<String> paths = paths(weights);
    for (int i = 0; i < weights.size(); i++) {
      byValue.put(current.get(i), weights.get(i));
      targets.add(
          new StepRule.Target(
              paths.get(i), current.get(i), gradients.get(i), weights.get(i).spec().constraint()));
    }
    List<Value> updated = rule.step(targets, new Variables(b, byValue));
    for (int i = 0; i < weights.size(); i++) {
      b.update(variables.get(i), updated.get(i));
    }
  }

  private final class Variables implements StepRule.Store {
    private final StepGraph.Builder builder;
    private final Map<Value, Weight> weights;

    Variables(StepGraph.Builder builder, Map<Value, Weight> weights) {
      this.builder = builder;
      this.weights = weights;
    }

    @Override
    public Value get(OptimizerVariable v) {
      return builder.variable(weight(v, weights));
    }

    @Override
    public void set(OptimizerVariable v, Value value) {
      builder.update(get(v), value);
    }

    @Override
    public void declare(OptimizerVariable v) {
      weight(v, weights);
    }
  }
}
