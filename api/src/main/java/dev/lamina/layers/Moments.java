package dev.lamina.layers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.List;

/** Mean and biased variance over some axes, of data in several parts (Chan et al. 1979). */
final class Moments {
  private final String layer;
  private Shape sizes = Shape.scalar();
  private long parts;
  private double count;
  private double[] mean = new double[0];
  private double[] squares = new double[0];

  Moments(String layer) {
    this.layer = layer;
  }

  /** {@code kept}: the axes that are not summed over, rising. */
  void add(Tensor t, List<Integer> kept) {
    Shape s = Shape.of(kept.stream().map(t.shape()::dim).toList());
    Check.that(
        parts == 0 || s.equals(sizes),
        "%s: adapt: all parts of the data must have one shape, got %s after %s",
        layer,
        s,
        sizes);
    Check.that(t.size() > 0, "%s: adapt: the data is empty", layer);
    int n = s.intSize();
    if (parts++ == 0) {
      sizes = s;
      mean = new double[n];
      squares = new double[n];
    }
    int[] at = positions(t.shape(), kept);
    double each = (double) t.size() / n;
    double[] sums = new double[n];
    for (int i = 0; i < at.length; i++) {
      sums[at[i]] += t.getDouble(i) / each;
    }
    double[] deviations = new double[n];
    for (int i = 0; i < at.length; i++) {
      double d = t.getDouble(i) - sums[at[i]];
      deviations[at[i]] += d * d;
    }
    double all = count + each;
    for (int i = 0; i < n; i++) {
      double d = sums[i] - mean[i];
      mean[i] += d * each / all;
      squares[i] += deviations[i] + d * d * count * each / all;
    }
    count = all;
  }

  /** Which mean each element belongs to. */
  private static int[] positions(Shape shape, List<Integer> kept) {
    int[] out = new int[shape.intSize()];
    int[] strides = shape.strides();
    for (int i = 0; i < out.length; i++) {
      int position = 0;
      for (int axis : kept) {
        position = position * shape.dim(axis) + i / strides[axis] % shape.dim(axis);
      }
      out[i] = position;
    }
    return out;
  }

  /** In float32 steps, as Keras keeps it. */
  Tensor mean() {
    return result(mean);
  }

  Tensor variance() {
    return result(java.util.Arrays.stream(squares).map(q -> q / count).toArray());
  }

  private Tensor result(double[] values) {
    Check.that(parts > 0, "%s: adapt: the data is empty", layer);
    return Tensor.wrap(values, sizes).cast(DType.FLOAT32).cast(DType.FLOAT64);
  }
}
