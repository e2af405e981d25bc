package dev.lamina.ops;

import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;

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
}
