package dev.lamina.ops;

import dev.lamina.initializers.WindowName;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.Arrays;

/**
 * Tensors of known numbers: {@code Value.constant(Creation.linspace(0, 1, 5))} within a layer, or
 * as an eager tensor.
 */
public final class Creation {
  private Creation() {}

  /** start, start + step, … below stop, int32. */
  public static Tensor arange(int start, int stop, int step) {
    if (step == 0) {
      throw new IllegalArgumentException("arange: expected a step other than 0");
    }
    int n = Math.max(0, (int) Math.ceil((stop - (double) start) / step));
    int[] out = new int[n];
    for (int i = 0; i < n; i++) {
      out[i] = start + i * step;
    }
    return Tensor.wrap(out, Shape.of(n));
  }

  /** 0, 1, … below stop, int32. */
  public static Tensor arange(int stop) {
    return arange(0, stop, 1);
  }

  /** Evenly spread float32 numbers from start to stop, both included. */
  public static Tensor linspace(double start, double stop, int num) {
    float[] out = new float[num];
    for (int i = 0; i < num; i++) {
      out[i] = (float) (i == num - 1 && num > 1 ? stop : start + i * ((stop - start) / (num - 1)));
    }
    if (num == 1) {
      out[0] = (float) start;
    }
    return Tensor.wrap(out, Shape.of(num));
  }

  /** Float32 numbers from base^start to base^stop, evenly spread in their logarithm. */
  public static Tensor logspace(double start, double stop, int num, double base) {
    float[] out = linspace(start, stop, num).toFloats();
    for (int i = 0; i < num; i++) {
      double exponent = num == 1 ? start : start + i * ((stop - start) / (num - 1));
      out[i] = (float) Math.pow(base, exponent);
    }
    return Tensor.wrap(out, Shape.of(num));
  }

  /** Float32 ones on the k-th diagonal, zeros elsewhere. */
  public static Tensor eye(int rows, int columns, int k) {
    float[] out = new float[Math.multiplyExact(rows, columns)];
    for (int i = 0; i < rows; i++) {
      if (i + k >= 0 && i + k < columns) {
        out[i * columns + i + k] = 1;
      }
    }
    return Tensor.wrap(out, Shape.of(rows, columns));
  }

  public static Tensor eye(int n) {
    return eye(n, n, 0);
  }

  /** A tensor of one number. */
  public static Tensor full(Shape shape, double value, DType dtype) {
    float[] out = new float[shape.intSize()];
    Arrays.fill(out, (float) value);
    return Tensor.wrap(out, shape).cast(dtype);
  }

  /** Float32 zeros. */
  public static Tensor zeros(int... shape) {
    return full(Shape.of(shape), 0, DType.FLOAT32);
  }

  /** Float32 ones. */
  public static Tensor ones(int... shape) {
    return full(Shape.of(shape), 1, DType.FLOAT32);
  }

  /** Float32 ones up to the k-th diagonal, zeros above it. */
  public static Tensor tri(int rows, int columns, int k) {
    float[] out = new float[Math.multiplyExact(rows, columns)];
    for (int i = 0; i < out.length; i++) {
      out[i] = i % columns <= i / columns + k ? 1 : 0;
    }
    return Tensor.wrap(out, Shape.of(rows, columns));
  }

  /** Float32 numbers from start to stop, each by the same factor larger than the one before. */
  public static Tensor geomspace(double start, double stop, int num) {
    if (!(start * stop > 0)) {
      throw new IllegalArgumentException(
          "geomspace: expected a start and a stop other than 0 and of one sign, got %s and %s"
              .formatted(start, stop));
    }
    Tensor out = logspace(Math.log10(Math.abs(start)), Math.log10(Math.abs(stop)), num, 10);
    float[] signed = out.toFloats();
    for (int i = 0; i < num; i++) {
      signed[i] *= (float) Math.signum(start);
    }
    return Tensor.wrap(signed, Shape.of(num));
  }

  /** A window of n samples, 1 in its middle, that ends with 0: a triangle. */
  public static Tensor bartlett(int n) {
    return window(WindowName.BARTLETT, n);
  }

  /** 0.42 - 0.5 cos(2πi / (n - 1)) + 0.08 cos(4πi / (n - 1)). */
  public static Tensor blackman(int n) {
    return window(WindowName.BLACKMAN, n);
  }

  /** 0.54 - 0.46 cos(2πi / (n - 1)). */
  public static Tensor hamming(int n) {
    return window(WindowName.HAMMING, n);
  }

  /** 0.5 - 0.5 cos(2πi / (n - 1)). */
  public static Tensor hanning(int n) {
    return window(WindowName.HANN, n);
  }

  /** I₀(beta √(1 - (2i / (n - 1) - 1)²)) / I₀(beta), I₀ the modified Bessel function. */
  public static Tensor kaiser(int n, double beta) {
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      double x = n == 1 ? 0 : 2.0 * i / (n - 1) - 1;
      out[i] = bessel(beta * Math.sqrt(Math.max(0, 1 - x * x))) / bessel(beta);
    }
    return Tensor.of(out).cast(DType.FLOAT32);
  }

  /** Σ (x²/4)^k / (k!)², until nothing is added. */
  private static double bessel(double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; term > sum * 1e-17; k++) {
      term *= x * x / 4 / k / k;
      sum += term;
    }
    return sum;
  }

  private static Tensor window(WindowName name, int n) {
    return Tensor.of(name.values(n, false)).cast(DType.FLOAT32);
  }
}
