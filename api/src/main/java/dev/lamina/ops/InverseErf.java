package dev.lamina.ops;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.StopGradient;

/**
 * The inverse of the error function, by polynomials in -log(1 - x²) (Giles, Approximating the
 * erfinv function, GPU Computing Gems, 2011): to 3.5e-7 of the result, in float64 too. The gradient
 * is √π/2 exp(y²).
 */
final class InverseErf {
  private static final double[] MIDDLE = {
    2.81022636e-08,
    3.43273939e-07,
    -3.5233877e-06,
    -4.39150654e-06,
    0.00021858087,
    -0.00125372503,
    -0.00417768164,
    0.246640727,
    1.50140941
  };
  private static final double[] TAIL = {
    -0.000200214257,
    0.000100950558,
    0.00134934322,
    -0.00367342844,
    0.00573950773,
    -0.0076224613,
    0.00943887047,
    1.00167406,
    2.83297682
  };

  private InverseErf() {}

  /** ±∞ at ±1, NaN outside. */
  static Value of(Value x) {
    // The polynomials' own derivative is not as exact as they are. What is added is 0, but for its
    // derivative.
    Value fixed = Value.of(new StopGradient(), x);
    Value slope = value(x).square().exp().times(Math.sqrt(Math.PI) / 2).min(Float.MAX_VALUE);
    return value(fixed).plus(x.minus(fixed).times(slope));
  }

  private static Value value(Value x) {
    // 1 - x and 1 + x are exact near ±1.
    Value w = x.rsub(1).times(x.plus(1)).log().negate();
    Value middle = polynomial(MIDDLE, w.minus(2.5));
    Value zero = Value.scalar(x.dtype(), 0);
    Value tail = polynomial(TAIL, w.max(zero).sqrt().minus(3));
    Value y = w.lt(5).select(middle, tail).times(x);
    Value end = x.abs().eq(1);
    return end.select(x.gt(0).select(infinite(x, 1), infinite(x, -1)), y);
  }

  private static Value infinite(Value like, double sign) {
    return Value.scalar(like.dtype(), sign * Double.POSITIVE_INFINITY);
  }

  private static Value polynomial(double[] coefficients, Value x) {
    Value y = Value.scalar(x.dtype(), coefficients[0]);
    for (int i = 1; i < coefficients.length; i++) {
      y = y.times(x).plus(coefficients[i]);
    }
    return y;
  }
}
