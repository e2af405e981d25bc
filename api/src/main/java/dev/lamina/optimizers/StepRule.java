package dev.lamina.optimizers;

import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Value;
import dev.lamina.tensor.TensorType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** A whole optimizer step, written into the graph. */
public sealed interface StepRule permits UpdateRule, LossScaleRule, MultiRule {
  /**
   * One weight of the step.
   *
   * @param path unique among the step's weights
   * @param weight its value before the step
   */
  record Target(String path, Value weight, Value gradient, Optional<Constraint> constraint) {
    Target withGradient(Value other) {
      return new Target(path, weight, other, constraint);
    }

    /** The last part of the path. */
    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  /** Where the optimizer's variables are kept. */
  interface Store {
    /** The variable's value before the step. */
    Value get(OptimizerVariable v);

    /** Its value after the step. */
    void set(OptimizerVariable v, Value value);

    /** Makes the variable, if it is not there yet. */
    void declare(OptimizerVariable v);
  }

  /** The rule of an optimizer. */
  static StepRule of(Optimizer optimizer) {
    return of(optimizer, snake(optimizer.kerasName()));
  }

  /** {@code prefix}: what its variables' paths begin with. */
  static StepRule of(Optimizer optimizer, String prefix) {
    if (optimizer instanceof LossScaleOptimizer o) {
      return new LossScaleRule(o, prefix);
    }
    return optimizer instanceof MultiOptimizer o
        ? new MultiRule(o, prefix)
        : new UpdateRule(optimizer, prefix, optimizer.options().lossScaleFactor());
  }

  /** The rule of an optimizer inside of another one, which scales the loss instead. */
  static StepRule inner(Optimizer optimizer, String prefix, OptionalDouble lossScale) {
    return optimizer instanceof MultiOptimizer o
        ? new MultiRule(o.withLossScaleFactor(lossScale), prefix)
        : new UpdateRule(optimizer, prefix, lossScale);
  }

  /** {@code AdamW} is {@code adam_w}, as in Keras. */
  static String snake(String className) {
    return className
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /** Makes the variables that Keras lists before the first step: iteration, learning rate. */
  void declare(Store store);

  /** The weights after the step, in the order of {@code targets}. */
  List<Value> step(List<Target> targets, Store store);

  /** What is differentiated: the loss, or a multiple of it that the step divides by again. */
  Value scaleLoss(Value loss, Store store);

  /** The number of steps so far (int64 scalar). */
  OptimizerVariable iteration();

  /** The learning rate that can be set; empty if it follows a schedule, or there are several. */
  Optional<OptimizerVariable> learningRate();

  /** Whether weights are averaged. */
  boolean averages();

  /** The moving average that replaces a weight at the end of fit, if there is one. */
  Optional<OptimizerVariable> average(String path, TensorType weight);
}
