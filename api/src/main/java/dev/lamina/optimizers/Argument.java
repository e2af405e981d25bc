package dev.lamina.optimizers;

/** Checks of optimizers' arguments. */
final class Argument {
  private Argument() {}

  /** In [0, 1): decay rates of running averages. */
  static void decayRate(String optimizer, String argument, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          "%s: %s must be in [0, 1), got %s".formatted(optimizer, argument, value));
    }
  }

  static void notNegative(String optimizer, String argument, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(
          "%s: %s must be >= 0, got %s".formatted(optimizer, argument, value));
    }
  }
}
