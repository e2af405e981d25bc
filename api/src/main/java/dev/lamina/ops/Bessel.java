package dev.lamina.ops;

import dev.lamina.graph.Value;

/**
 * The modified Bessel function I₀(x) = Σ (x²/4)^k / (k!)² by the polynomials of Abramowitz and
 * Stegun (Handbook of Mathematical Functions, 9.8.1 and 9.8.2): relative error below 2e-7.
 */
final class Bessel {
  private static final double[] SMALL = {
    1, 3.5156229, 3.0899424, 1.2067492, 0.2659732, 0.0360768, 0.0045813
  };
  private static final double[] LARGE = {
    0.39894228,
    0.01328592,
    0.00225319,
    -0.00157565,
    0.00916281,
    -0.02057706,
    0.02635537,
    -0.01647633,
    0.00392377
  };

  /** Where one polynomial ends and the other begins. */
  private static final double BORDER = 3.75;

  private Bessel() {}

  static Value i0(Value x) {
    Value a = x.abs();
    Value small = a.lt(BORDER);
    // Each side computes with numbers that do not leave its own range.
    Value near = polynomial(SMALL, x.div(BORDER).clip(-1, 1).square());
    Value far = a.max(BORDER);
    Value large = polynomial(LARGE, far.rdiv(BORDER)).times(far.exp()).times(far.rsqrt());
    return small.select(near, large);
  }

  private static Value polynomial(double[] c, Value t) {
    Value sum = t.times(c[c.length - 1]).plus(c[c.length - 2]);
    for (int i = c.length - 3; i >= 0; i--) {
      sum = sum.times(t).plus(c[i]);
    }
    return sum;
  }
}
