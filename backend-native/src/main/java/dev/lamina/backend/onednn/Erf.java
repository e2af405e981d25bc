package dev.lamina.backend.onednn;

/**
 * The error function from a table of values and derivatives, cubic in between. The error is below
 * 1e-10: the fourth derivative is below 10, times step⁴ / 384.
 */
final class Erf {
  private static final int STEPS_PER_UNIT = 128;
  private static final double LIMIT = 6;

  private final double[] value;
  private final double[] slope;

  Erf() {
    int n = (int) (LIMIT * STEPS_PER_UNIT) + 2;
    value = new double[n];
    slope = new double[n];
    for (int i = 0; i < n; i++) {
      double x = (double) i / STEPS_PER_UNIT;
      value[i] = series(x);
      slope[i] = 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) / STEPS_PER_UNIT;
    }
  }

  /** erf x = 2/√π exp(-x²) Σ 2ⁿ x^(2n+1) / (1·3·…·(2n+1)): all terms are positive. */
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; term > sum * 1e-17 && n < 500; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  double of(double x) {
    double a = Math.abs(x);
    if (!(a < LIMIT)) {
      // 1 - erf(6) is 2e-17. NaN stays NaN.
      return Double.isNaN(x) ? x : Math.signum(x);
    }
    double at = a * STEPS_PER_UNIT;
    int i = (int) at;
    double t = at - i;
    double u = 1 - t;
    double y =
        u * u * ((1 + 2 * t) * value[i] + t * slope[i])
            + t * t * ((3 - 2 * t) * value[i + 1] - u * slope[i + 1]);
    return x < 0 ? -y : y;
  }
}
