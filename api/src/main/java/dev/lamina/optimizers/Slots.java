package dev.lamina.optimizers;

import dev.lamina.graph.Value;

/** One weight's optimizer state and the step's scalars, as an update rule sees them. */
public interface Slots {
  /** The state of this name and of the weight's shape before the step; zeros at first. */
  default Value get(String name) {
    return get(name, 0);
  }

  /** The state of this name before the step; filled with {@code initial} at first. */
  Value get(String name, double initial);

  /** The state after the step. */
  void set(String name, Value value);

  /** The learning rate of this step, a float32 scalar. */
  Value learningRate();

  /** Number of this step as a float32 scalar: 1 in the first. */
  Value step();
}
