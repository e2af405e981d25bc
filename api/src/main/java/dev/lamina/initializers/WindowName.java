package dev.lamina.initializers;

import java.util.function.DoubleUnaryOperator;

/**
 * Windows by SciPy's names, as functions of the place in the window, from -1 to 1 (Harris 1978;
 * general cosine windows Σ a_k cos(kπx); SciPy's documentation of {@code scipy.signal.windows}).
 */
public enum WindowName {
  BOXCAR(x -> 1),
  HANN(x -> cosines(x, 0.5, 0.5)),
  HAMMING(x -> cosines(x, 0.54, 0.46)),
  BLACKMAN(x -> cosines(x, 0.42, 0.5, 0.08)),
  NUTTALL(x -> cosines(x, 0.3635819, 0.4891775, 0.1365995, 0.0106411)),
  BLACKMANHARRIS(x -> cosines(x, 0.35875, 0.48829, 0.14128, 0.01168)),
  FLATTOP(x -> cosines(x, 0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368)),
  BARTLETT(x -> 1 - Math.abs(x)),
  BARTHANN(x -> 0.62 - 0.48 * Math.abs(x / 2) + 0.38 * StrictMath.cos(Math.PI * x)),
  BOHMAN(
      x ->
          (1 - Math.abs(x)) * StrictMath.cos(Math.PI * Math.abs(x))
              + StrictMath.sin(Math.PI * Math.abs(x)) / Math.PI),
  /** With half of the window tapered. */
  TUKEY(x -> Math.abs(x) <= 0.5 ? 1 : 0.5 * (1 + StrictMath.cos(Math.PI * (2 * Math.abs(x) - 1)))),
  /** Its ends lie half a sample outside of the window. */
  COSINE(x -> StrictMath.cos(Math.PI / 2 * x)),
  /** Its ends lie outside of the window. */
  TRIANG(x -> 1 - Math.abs(x)),
  /** Its ends lie half a sample outside of the window. */
  PARZEN(
      x -> {
        double a = Math.abs(x);
        return a <= 0.5 ? 1 - 6 * a * a * (1 - a) : 2 * (1 - a) * (1 - a) * (1 - a);
      });

  private final DoubleUnaryOperator shape;

  WindowName(DoubleUnaryOperator shape) {
    this.shape = shape;
  }

  private static double cosines(double x, double... a) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * StrictMath.cos(k * Math.PI * x);
    }
    return sum;
  }

  /**
   * The window's samples.
   *
   * @param periodic those of a window that is one sample longer, without the last
   */
  public double[] values(int n, boolean periodic) {
    double[] out = new double[n];
    int all = periodic ? n + 1 : n;
    double reach = reach(all);
    for (int i = 0; i < n; i++) {
      out[i] = n == 1 ? 1 : shape.applyAsDouble((2 * i - (all - 1)) / reach);
    }
    return out;
  }

  /** Twice the distance in samples from the middle to where x is 1. */
  private double reach(int n) {
    return switch (this) {
      case COSINE, PARZEN -> n;
      case TRIANG -> n % 2 == 0 ? n : n + 1;
      default -> n - 1;
    };
  }
}
