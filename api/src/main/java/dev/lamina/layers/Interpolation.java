package dev.lamina.layers;

import dev.lamina.graph.Tables;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.Locale;

/**
 * How resizing fills in between. Pixel i covers [i, i + 1), so that the centre of output pixel i of
 * n lies at (i + ½) m / n - ½ among m input pixels. An output pixel is the sum of the input pixels
 * around it, weighted by a kernel of their distance; weights beyond the border are left out and the
 * others divided by their sum.
 */
public enum Interpolation {
  /** The pixel that the centre lies in. */
  NEAREST(0.5),
  /** 1 - |x|. */
  BILINEAR(1),
  /** Keys' cubic with a = -½ (1981). */
  BICUBIC(2),
  /** sinc(x) sinc(x / 3). */
  LANCZOS3(3),
  /** sinc(x) sinc(x / 5). */
  LANCZOS5(5),
  /** The mean of what the output pixel covers; for resizing only. */
  AREA(0.5);

  private final double radius;

  Interpolation(double radius) {
    this.radius = radius;
  }

  /** The kernel at distance x, 0 ≤ x ≤ radius. */
  private double kernel(double x) {
    return switch (this) {
      case NEAREST, AREA -> 1;
      case BILINEAR -> 1 - x;
      case BICUBIC -> x <= 1 ? (1.5 * x - 2.5) * x * x + 1 : ((-0.5 * x + 2.5) * x - 4) * x + 2;
      case LANCZOS3, LANCZOS5 -> sinc(x) * sinc(x / radius);
    };
  }

  /** The name in Keras' files. */
  public String keras() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  /**
   * The weight of each of {@code m} input pixels in each of {@code n} output pixels: [m, n].
   *
   * @param antialias widen the kernel when n is below m, so that every input pixel counts
   */
  public Tensor weights(int m, int n, boolean antialias) {
    float[] out = new float[Tables.size(keras() + " interpolation", m, n)];
    double scale = (double) m / n;
    double width = antialias ? Math.max(1, scale) : 1;
    for (int i = 0; i < n; i++) {
      double centre = (i + 0.5) * scale - 0.5;
      if (this == NEAREST) {
        out[nearest(i, m, n) * n + i] = 1;
      } else if (this == AREA) {
        area(out, i, m, n);
      } else {
        row(out, i, m, n, centre, width);
      }
    }
    return Tensor.wrap(out, Shape.of(m, n));
  }

  /** The input pixel (of m) that output pixel i (of n) is nearest to, in float32 as Keras. */
  public static int nearest(int i, int m, int n) {
    return Math.min(m - 1, (int) Math.floor((i + 0.5f) * ((float) m / n)));
  }

  /** Input pixels by how much of them the output pixel covers. */
  private static void area(float[] out, int i, int m, int n) {
    double from = (double) i * m / n;
    double to = (i + 1.0) * m / n;
    for (int j = (int) from; j < Math.min(m, Math.ceil(to)); j++) {
      double covered = Math.min(to, j + 1.0) - Math.max(from, j);
      out[j * n + i] = (float) (covered / (to - from));
    }
  }

  private void row(float[] out, int i, int m, int n, double centre, double width) {
    int lo = Math.max(0, (int) Math.ceil(centre - radius * width));
    int hi = Math.min(m - 1, (int) Math.floor(centre + radius * width));
    double sum = 0;
    for (int j = lo; j <= hi; j++) {
      sum += kernel(Math.abs(j - centre) / width);
    }
    for (int j = lo; j <= hi; j++) {
      out[j * n + i] = (float) (kernel(Math.abs(j - centre) / width) / sum);
    }
  }
}
