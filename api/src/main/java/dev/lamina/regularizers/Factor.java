package dev.lamina.regularizers;

/** The check that all penalties share. */
final class Factor {
  private Factor() {}

  static void check(String regularizer, String argument, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "%s: %s must be a finite number >= 0, got %s".formatted(regularizer, argument, value));
    }
  }
}
