package dev.lamina.optimizers;

import dev.lamina.graph.Value;

/** A learning rate: a constant, or a schedule that computes it from the step. */
public interface LearningRate {
  /** Rate of the first step. */
  double initial();

  /** Whether the rate follows the step by itself, so that nobody may set it. */
  default boolean isSchedule() {
    return true;
  }

  /** The rate (float32 scalar) at a step (int64 scalar, from 0). */
  Value at(Value step);

  /** A rate that stays as it is until someone sets it. */
  record Constant(double value) implements LearningRate {
    public Constant {
      if (!(value >= 0)) {
        throw new IllegalArgumentException("learning rate: expected >= 0, got " + value);
      }
    }

    @Override
    public double initial() {
      return value;
    }

    @Override
    public boolean isSchedule() {
      return false;
    }

    @Override
    public Value at(Value step) {
      return Value.scalar(dev.lamina.tensor.DType.FLOAT32, value);
    }
  }

  static LearningRate of(double value) {
    return new Constant(value);
  }
}
