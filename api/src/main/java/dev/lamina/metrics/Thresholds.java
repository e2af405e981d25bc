package dev.lamina.metrics;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What predictions are compared with: above a threshold they are positive.
 *
 * @param even the values are 0, 1/(n-1), … 1 (but for a tiny widening), so that a prediction's
 *     place among them can be computed
 */
record Thresholds(List<Double> values, boolean even) {
  /** Keras' backend epsilon. */
  static final double EPSILON = 1e-7;

  Thresholds {
    values = List.copyOf(values);
  }

  int size() {
    return values.size();
  }

  /** Whether the ends lie outside of [0, 1], so that 0 itself is above the first. */
  boolean widened() {
    return values.get(0) < 0 || values.get(size() - 1) > 1;
  }

  /** Given values, or a single default. */
  static Thresholds of(Optional<List<Double>> given, double otherwise) {
    List<Double> values = given.orElse(List.of(otherwise));
    return new Thresholds(values, isEven(values));
  }

  /** {@code n} even steps from 0 to 1; a single one is 0.5. */
  static Thresholds even(int n) {
    return n == 1
        ? new Thresholds(List.of(0.5), false)
        : new Thresholds(
            IntStream.range(0, n).mapToObj(i -> i == n - 1 ? 1.0 : i * 1.0 / (n - 1)).toList(),
            true);
  }

  /** The thresholds of a curve: 0 and 1, a little widened, and values between. */
  static Thresholds curve(List<Double> between, boolean even) {
    return new Thresholds(
        DoubleStream.concat(
                DoubleStream.concat(
                    DoubleStream.of(-EPSILON),
                    between.stream().mapToDouble(Double::doubleValue).sorted()),
                DoubleStream.of(1 + EPSILON))
            .boxed()
            .toList(),
        even);
  }

  static boolean isEven(List<Double> values) {
    int n = values.size();
    return n >= 3
        && IntStream.range(0, n)
            .allMatch(
                i -> {
                  double even = (float) i / (n - 1);
                  return Math.abs(values.get(i) - even) <= EPSILON + 1e-5 * even;
                });
  }

  static void check(String metric, Optional<List<Double>> values) {
    values
        .filter(v -> v.isEmpty() || v.stream().anyMatch(t -> !(t >= 0 && t <= 1)))
        .ifPresent(
            v -> {
              throw new IllegalArgumentException(
                  "%s: thresholds must be in [0, 1], got %s".formatted(metric, v));
            });
  }
}
