package dev.lamina.testkit.conformance;

import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Compares values with Keras': a value passes when {@code |got - want| <= atol + rtol |want|}, NaN
 * equals NaN, infinities equal themselves; integers, booleans and shapes must be equal.
 */
final class Comparison {
  private final double rtol;
  private final double atol;
  private final List<String> problems = new ArrayList<>();
  private double largest;
  private String where = "";

  Comparison(GoldenCase c) {
    this.rtol = c.rtol();
    this.atol = c.atol();
  }

  void close(String what, Tensor got, Tensor want) {
    close(what, got, want, Set.of());
  }

  /** {@code ignored}: flat positions not to compare. */
  void close(String what, Tensor got, Tensor want, Set<Integer> ignored) {
    if (!got.shape().equals(want.shape())) {
      problems.add("%s: expected shape %s, got %s".formatted(what, want.shape(), got.shape()));
      return;
    }
    if (got.dtype() != want.dtype()) {
      problems.add("%s: expected %s, got %s".formatted(what, want.type(), got.type()));
      return;
    }
    for (int i = 0; i < got.size(); i++) {
      if (!ignored.contains(i)) {
        value(what, i, got.getDouble(i), want.getDouble(i), want.dtype().isFloating());
      }
    }
  }

  void close(String what, double got, double want) {
    value(what, -1, got, want, true);
  }

  private void value(String what, int element, double got, double want, boolean floating) {
    if (Double.compare(got + 0.0, want + 0.0) == 0) {
      return;
    }
    double allowed = floating ? atol + rtol * Math.abs(want) : 0;
    double error = Math.abs(got - want);
    double units =
        Double.isNaN(error) || Double.isInfinite(error) ? Double.MAX_VALUE : error / allowed;
    if (units > largest) {
      largest = units;
      where =
          "%s%s: expected %s, got %s, error %.3g, allowed %.3g"
              .formatted(what, element < 0 ? "" : " element " + element, want, got, error, allowed);
    }
  }

  void equal(String what, Object got, Object want) {
    that(got.equals(want), "%s: expected %s, got %s".formatted(what, want, got));
  }

  void that(boolean ok, String problem) {
    if (!ok) {
      problems.add(problem);
    }
  }

  CaseResult.Outcome outcome() {
    if (largest > 1) {
      problems.add("largest error: " + where);
    }
    return problems.isEmpty()
        ? new CaseResult.Passed(largest)
        : new CaseResult.Failed(String.join("; ", problems));
  }
}
