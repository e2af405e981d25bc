package dev.lamina.testkit.conformance;

import tools.jackson.databind.JsonNode;

/** What cases say about random numbers. */
final class Statistics {
  private Statistics() {}

  static void near(Comparison comparison, JsonNode s, double got) {
    double want = s.path("expected").doubleValue();
    double tolerance = s.path("tolerance").doubleValue();
    comparison.that(
        Math.abs(got - want) <= tolerance,
        "%s: expected %s ± %s, got %s".formatted(s.path("what"), want, tolerance, got));
  }

  static double mean(double[] v) {
    double sum = 0;
    for (double d : v) {
      sum += d;
    }
    return sum / v.length;
  }

  static double deviation(double[] v) {
    double mean = mean(v);
    double sum = 0;
    for (double d : v) {
      sum += (d - mean) * (d - mean);
    }
    return Math.sqrt(sum / v.length);
  }
}
