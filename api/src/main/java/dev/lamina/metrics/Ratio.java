package dev.lamina.metrics;

import dev.lamina.graph.Value;

/** Quotients that are 0 where the denominator is. */
final class Ratio {
  private Ratio() {}

  static Value of(Value a, Value b) {
    Value none = b.eq(0);
    Value safe = none.select(Value.scalar(b.dtype(), 1), b);
    return none.select(Value.scalar(a.dtype(), 0), a.div(safe));
  }
}
