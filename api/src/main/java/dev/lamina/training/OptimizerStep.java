package dev.lamina.training;

import dev.lamina.graph.Value;
import dev.lamina.layers.Weight;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.optimizers.UpdateRule;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

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
    return Network.snake(optimizer.kerasName()) + "/";
  }

  /** The number of steps before this one, an int64 scalar. */
  Value iteration(StepGraph.Builder b) {
    return b.variable(state.scalar(prefix() + ITERATION, DType.INT64, 0));
  }

  private Value learningRate(StepGraph.Builder b) {
    if (optimizer.learningRate().isSchedule()) {
      // As in Keras, schedules follow the calls, also with gradient accumulation.
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

  /** The slot that {@code fit} ends with, where the optimizer averages weights. */
  Weight average(Weight w) {
    return slot(w, UpdateRule.AVERAGE, 0);
  }

  private Weight slot(Weight w, String name, double initial) {
    String path = prefix() + w.path().replace('/', '_') + "_" + name;
    return state.get(path, new TensorType(DType.FLOAT32, w.spec().shape()), initial);
  }

  /** {@code current}: the variables' values that the gradients belong to. */
  void write(
      StepGraph.Builder b,
      List<Weight> weights,
      List<Value> variables,
      List<Value> current,
      List<Value> gradients) {
    var targets = new ArrayList<UpdateRule.Target>();
    for (int i = 0; i < weights.size(); i++) {
      targets.add(
          new UpdateRule.Target(
              current.get(i), gradients.get(i), weights.get(i).spec().constraint(), true));
    }
    Value iteration = iteration(b);
    List<Value> updated =
        UpdateRule.apply(optimizer, targets, new Slots(b, weights), iteration, learningRate(b));
    for (int i = 0; i < weights.size(); i++) {
      b.update(variables.get(i), updated.get(i));
    }
    b.update(iteration, iteration.plus(1));
  }

  private final class Slots implements UpdateRule.Store {
    private final StepGraph.Builder builder;
    private final List<Weight> weights;

    Slots(StepGraph.Builder builder, List<Weight> weights) {
      this.builder = builder;
      this.weights = weights;
    }

    @Override
    public Value get(int weight, String name, double initial) {
      return builder.variable(slot(weights.get(weight), name, initial));
    }

    @Override
    public void set(int weight, String name, Value value) {
      builder.update(get(weight, name, 0), value);
    }
  }
}
