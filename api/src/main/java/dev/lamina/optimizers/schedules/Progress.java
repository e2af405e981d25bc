package dev.lamina.optimizers.schedules;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;

/** The step as a fraction of a number of steps. */
final class Progress {
  private Progress() {}

  static Value of(Value step, double steps) {
    return step.cast(DType.FLOAT32).div(steps);
  }

  static Value of(Value step, double steps, boolean staircase) {
    Value p = of(step, steps);
    return staircase ? p.floor() : p;
  }

  static void checkSteps(String schedule, String argument, double steps) {
    if (!(steps > 0)) {
      throw new IllegalArgumentException(
          "%s: %s must be > 0, got %s".formatted(schedule, argument, steps));
    }
  }
}
