package dev.lamina.testkit.conformance;

import dev.lamina.backend.Backend;
import dev.lamina.initializers.Fans;
import dev.lamina.initializers.Identity;
import dev.lamina.initializers.Initializer;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/** Group {@code initializers}: drawn on the host, so the engine does not matter. */
final class InitializerCases {
  private InitializerCases() {}

  private static Tensor init(GoldenCase c, long key) {
    Initializer initializer = KerasObjects.read(c, Initializer.class, "config");
    if (c.id().equals("initializers/identity-rectangular")) {
      // Keras loses the gain of 0.5 when it writes the config, and the case has no arguments.
      initializer = new Identity(0.5);
    }
    return initializer.init(shape(c.get("shape")), DType.FLOAT32, key);
  }

  private static Shape shape(JsonNode json) {
    int[] dims = new int[json.size()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = json.get(i).intValue();
    }
    return Shape.of(dims);
  }

  static CaseResult.Outcome exact(GoldenCase c, Backend backend) {
    var comparison = new Comparison(c);
    comparison.close("value", init(c, 1), c.tensor("value"));
    return comparison.outcome();
  }

  static CaseResult.Outcome fans(GoldenCase c, Backend backend) {
    var comparison = new Comparison(c);
    for (JsonNode s : c.get("shapes")) {
      comparison.equal(
          "fans of " + s.path("shape"),
          Fans.of(shape(s.path("shape"))),
          new Fans(s.path("fan_in").longValue(), s.path("fan_out").longValue()));
    }
    return comparison.outcome();
  }

  static CaseResult.Outcome statistics(GoldenCase c, Backend backend) {
    Tensor t = init(c, 7);
    double[] v = t.toDoubles();
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double d : v) {
      min = Math.min(min, d);
      max = Math.max(max, d);
    }
    var comparison = new Comparison(c);
    for (JsonNode s : c.get("statistics")) {
      String what = s.path("what").asString("");
      double value = s.path("value").doubleValue(0);
      switch (what) {
        case "mean" -> Statistics.near(comparison, s, Statistics.mean(v));
        case "std" -> Statistics.near(comparison, s, Statistics.deviation(v));
        // Bounds hold up to the rounding of float32.
        case "min_at_least" -> bound(comparison, min >= value * (1 + 1e-6), s, min);
        case "max_at_most" -> bound(comparison, max <= value * (1 + 1e-6), s, max);
        case "min_below" -> bound(comparison, min < value, s, min);
        default -> throw new IllegalStateException("unknown statistic " + what);
      }
    }
    comparison.equal("drawn again", init(c, 7), t);
    return comparison.outcome();
  }

  private static void bound(Comparison comparison, boolean ok, JsonNode s, double got) {
    comparison.that(ok, "%s %s, got %s".formatted(s.path("what"), s.path("value"), got));
  }

  /** The rows, or the columns if they are fewer, are orthogonal and of length {@code gain}. */
  static CaseResult.Outcome orthogonal(GoldenCase c, Backend backend) {
    Tensor t = init(c, 3);
    int cols = t.shape().dim(-1);
    int rows = t.size() / cols;
    boolean byRow = rows < cols;
    double gain = c.get("gain").doubleValue();
    var comparison = new Comparison(c);
    for (int i = 0; i < Math.min(rows, cols); i++) {
      for (int j = 0; j < Math.min(rows, cols); j++) {
        double dot = 0;
        for (int k = 0; k < Math.max(rows, cols); k++) {
          dot +=
              t.getDouble(byRow ? i * cols + k : k * cols + i)
                  * t.getDouble(byRow ? j * cols + k : k * cols + j);
        }
        comparison.close("product of %d and %d".formatted(i, j), dot, i == j ? gain * gain : 0);
      }
    }
    return comparison.outcome();
  }
}
