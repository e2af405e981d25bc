package dev.lamina.initializers;

/**
 * Windows by SciPy's names (Harris 1978; SciPy's documentation of {@code scipy.signal.windows}), as
 * functions of the place x in the window, from -1 to 1.
 */
public enum WindowName implements SignalWindow {
  BOXCAR,
  HANN,
  HAMMING,
  BLACKMAN,
  NUTTALL,
  BLACKMANHARRIS,
  FLATTOP,
  /** A triangle that ends with 0. */
  BARTLETT,
  BARTHANN,
  BOHMAN,
  /** With half of the window tapered. */
  TUKEY,
  COSINE,
  /** A triangle whose ends lie outside of the window. */
  TRIANG,
  PARZEN,
  /** exp(-|distance from the middle in samples|). */
  EXPONENTIAL,
  /** The middle lobe of sin(πx) / πx. */
  LANCZOS,
  /** Of four equal side lobes at -30 dB. */
  TAYLOR;

  /**
   * The window's samples.
   *
   * @param periodic those of a window that is one sample longer, without the last
   */
  @Override
  public double[] values(int n, boolean periodic) {
    double[] out = new double[n];
    int all = periodic ? n + 1 : n;
    double reach = reach(all);
    for (int i = 0; i < n; i++) {
      out[i] = n == 1 ? 1 : at((2 * i - (all - 1)) / reach);
    }
    return out;
  }

  @Override
  public boolean fits(int n) {
    return true;
  }

  /** Twice the distance in samples from the middle to where x is 1. */
  private double reach(int n) {
    return switch (this) {
      case COSINE, PARZEN, TAYLOR -> n;
      case EXPONENTIAL -> 2;
      case TRIANG -> n % 2 == 0 ? n : n + 1;
      default -> n - 1;
    };
  }

  private double at(double x) {
    double a = Math.abs(x);
    return switch (this) {
      case BOXCAR -> 1;
      case HANN -> cosines(x, 0.5, 0.5);
      case HAMMING -> cosines(x, 0.54, 0.46);
      case BLACKMAN -> cosines(x, 0.42, 0.5, 0.08);
      case NUTTALL -> cosines(x, 0.3635819, 0.4891775, 0.1365995, 0.0106411);
      case BLACKMANHARRIS -> cosines(x, 0.35875, 0.48829, 0.14128, 0.01168);
      case FLATTOP -> cosines(x, 0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368);
      case BARTLETT, TRIANG -> 1 - a;
      case BARTHANN -> 0.62 - 0.24 * a + 0.38 * StrictMath.cos(Math.PI * x);
      case BOHMAN -> (1 - a) * StrictMath.cos(Math.PI * a) + StrictMath.sin(Math.PI * a) / Math.PI;
      case TUKEY -> a <= 0.5 ? 1 : 0.5 * (1 + StrictMath.cos(Math.PI * (2 * a - 1)));
      case COSINE -> StrictMath.cos(Math.PI / 2 * x);
      case EXPONENTIAL -> StrictMath.exp(-a);
      case LANCZOS -> a == 0 ? 1 : StrictMath.sin(Math.PI * a) / (Math.PI * a);
      case TAYLOR -> taylor(x) / taylor(0);
      case PARZEN -> a <= 0.5 ? 1 - 6 * a * a * (1 - a) : 2 * (1 - a) * (1 - a) * (1 - a);
    };
  }

  /** Σ a_k cos(kπx). */
  private static double cosines(double x, double... a) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * StrictMath.cos(k * Math.PI * x);
    }
    return sum;
  }

  /** 1 + 2 Σ F_m cos(mπx) (Carrara, Goodman, Majewski 1995), side lobes at -30 dB. */
  private static double taylor(double x) {
    int lobes = 4;
    double ratio = StrictMath.pow(10, 30 / 20.0);
    double a = StrictMath.log(ratio + Math.sqrt(ratio * ratio - 1)) / Math.PI;
    double widened = lobes * lobes / (a * a + (lobes - 0.5) * (lobes - 0.5));
    double sum = 1;
    for (int m = 1; m < lobes; m++) {
      double f = m % 2 == 0 ? -1 : 1;
      for (int i = 1; i < lobes; i++) {
        f *= 1 - m * m / (widened * (a * a + (i - 0.5) * (i - 0.5)));
        if (i != m) {
          f /= 1 - (double) (m * m) / (i * i);
        }
      }
      sum += f * StrictMath.cos(m * Math.PI * x);
    }
    return sum;
  }
}
