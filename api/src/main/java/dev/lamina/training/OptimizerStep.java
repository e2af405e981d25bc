package dev.lamina.training;

import dev.lamina.graph.Value;
import dev.lamina.layers.Weight;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.optimizers.Slots;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.TensorType;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The optimizer's part of a train step: its variables, named as Keras names them, and the update.
 */
final class OptimizerStep {
  static final String ITERATION = "iteration";
  static final String LEARNING_RATE = "learning_rate";

  private final Optimizer optimizer;
  private final State state;

  OptimizerStep(Optimizer optimizer, State state) {
    this.optimizer = optimizer;
    this.state = state;
  }

  private String prefix() {
    return optimizer.kerasName().toLowerCase(Locale.ROOT) + "/";
  }

  /** The number of steps before this one, an int64 scalar. */
  Value iteration(StepGraph.Builder b) {
    return b.variable(state.scalar(prefix() + ITERATION, DType.INT64, 0));
  }

  private Value learningRate(StepGraph.Builder b) {
    if (optimizer.learningRate().isSchedule()) {
      return optimizer.learningRate().at(iteration(b));
    }
    return b.variable(learningRateVariable());
  }

  /** Makes the variables that Keras lists first. */
  void declare() {
    state.scalar(prefix() + ITERATION, DType.INT64, 0);
    if (!optimizer.learningRate().isSchedule()) {
      learningRateVariable();
    }
  }

  /** The variable that holds a learning rate that is no schedule. */
  Weight learningRateVariable() {
    return state.scalar(
        prefix() + LEARNING_RATE, DType.FLOAT32, optimizer.learningRate().initial());
  }

  void write(
      StepGraph.Builder b, List<Weight> weights, List<Value> variables, List<Value> gradients) {
    Value iteration = iteration(b);
    Value rate = learningRate(b);
    Value step = iteration.cast(DType.FLOAT32).plus(1);
    for (int i = 0; i < weights.size(); i++) {
      Weight w = weights.get(i);
      Value variable = variables.get(i);
      var slots = new WeightSlots(b, w, rate, step);
      Value updated = optimizer.update(slots, variable, gradients.get(i));
      if (w.spec().constraint().isPresent()) {
        updated = w.spec().constraint().get().apply(updated);
      }
      b.update(variable, updated);
    }
    b.update(iteration, iteration.plus(1));
  }

  private final class WeightSlots implements Slots {
    private final StepGraph.Builder builder;
    private final Weight weight;
    private final Value rate;
    private final Value step;
    private final Map<String, Value> variables = new java.util.HashMap<>();

    WeightSlots(StepGraph.Builder builder, Weight weight, Value rate, Value step) {
      this.builder = builder;
      this.weight = weight;
      this.rate = rate;
      this.step = step;
    }

    @Override
    public Value get(String name, double initial) {
      return variables.computeIfAbsent(
          name,
          n -> {
            String path = prefix() + weight.path().replace('/', '_') + "_" + n;
            return builder.variable(
                state.get(path, new TensorType(DType.FLOAT32, weight.spec().shape()), initial));
          });
    }

    @Override
    public void set(String name, Value value) {
      builder.update(get(name), value);
    }

    @Override
    public Value learningRate() {
      return rate;
    }

    @Override
    public Value step() {
      return step;
    }
  }
}
