package dev.lamina.metrics;

/** Checks of metrics that find the best threshold. */
final class Rate {
  private Rate() {}

  static void check(String metric, String argument, double rate, int numThresholds) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException(
          "%s: %s must be in [0, 1], got %s".formatted(metric, argument, rate));
    }
    if (numThresholds <= 0) {
      throw new IllegalArgumentException(
          "%s: numThresholds must be > 0, got %d".formatted(metric, numThresholds));
    }
  }
}
