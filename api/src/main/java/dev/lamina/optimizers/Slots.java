package dev.lamina.optimizers;

import dev.lamina.graph.Value;

/** One weight's optimizer state and the step's scalars, as an update rule sees them. */
public interface Slots {
  /** The state of this name and of the weight's shape before the step; zeros at first. */
  default Value get(String name) {
    return get(name, 0);
  }

  /** The state of this name before the step; filled with {@code initial} at first. */
  default Value get(String name, double initial) {
    return get(slot(name, initial));
  }

  /** The state of this name after the step. */
  default void set(String name, Value value) {
    set(slot(name, 0), value);
  }

  /** Any variable's value before the step. */
  Value get(OptimizerVariable v);

  /** Any variable's value after the step. */
  void set(OptimizerVariable v, Value value);

  /** The variable of this name and of the weight's shape. */
  OptimizerVariable slot(String name, double initial);

  /** The variable of this name and of the weight's shape, at first a copy of the weight. */
  OptimizerVariable copy(String name);

  /** The weight's path: {@code dense/kernel}. */
  String path();

  /** What the paths of the optimizer's variables begin with: {@code adam}. */
  String prefix();

  /** The learning rate of this step, a float32 scalar. */
  Value learningRate();

  /** Number of this step as a float32 scalar: 1 in the first. */
  Value step();
}
