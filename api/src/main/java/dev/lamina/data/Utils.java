package dev.lamina.data;

import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.stream.IntStream;

/** Keras' small helpers for labels and vectors ({@code keras.utils}). */
public final class Utils {
  private Utils() {}

  /** One-hot float32 vectors of as many classes as the largest label needs. */
  public static Tensor toCategorical(Tensor labels) {
    long most = -1;
    for (int i = 0; i < labels.size(); i++) {
      most = Math.max(most, labels.getLong(i));
    }
    return toCategorical(labels, Math.toIntExact(most + 1));
  }

  /** One-hot float32 vectors. labels: [batch, …] or [batch, …, 1] -> [batch, …, classes]. */
  public static Tensor toCategorical(Tensor labels, int numClasses) {
    int rank = labels.shape().rank();
    int keep = rank > 1 && labels.shape().dim(-1) == 1 ? rank - 1 : rank;
    int[] dims =
        IntStream.concat(
                IntStream.range(0, keep).map(labels.shape()::dim), IntStream.of(numClasses))
            .toArray();
    float[] out = new float[Shape.of(dims).intSize()];
    for (int i = 0; i < labels.size(); i++) {
      long label = labels.getLong(i);
      if (label < 0 || label >= numClasses) {
        throw new IllegalArgumentException(
            "toCategorical: expected labels in [0, %d), got %d at position %d"
                .formatted(numClasses, label, i));
      }
      out[i * numClasses + (int) label] = 1;
    }
    return Tensor.wrap(out, Shape.of(dims));
  }

  /** x / ‖x‖₂ along the last axis; zeros stay. */
  public static Tensor normalize(Tensor x) {
    return normalize(x, -1, 2);
  }

  /**
   * x / (Σ |x|^order)^(1 / order) along {@code axis}, float32; zeros stay. order: > 0, infinity for
   * the largest magnitude.
   */
  public static Tensor normalize(Tensor x, int axis, double order) {
    if (!(order > 0)) {
      throw new IllegalArgumentException("normalize: order must be > 0, got " + order);
    }
    int a = x.shape().axis(axis);
    int stride = x.shape().strides()[a];
    int n = x.shape().dim(a);
    float[] out = new float[x.size()];
    for (int i = 0; i < out.length; i++) {
      if (i / stride % n == 0) {
        double norm = norm(x, i, stride, n, order);
        for (int k = 0; k < n; k++) {
          int at = i + k * stride;
          out[at] = (float) (x.getDouble(at) / (norm == 0 ? 1 : norm));
        }
      }
    }
    return Tensor.wrap(out, x.shape());
  }

  private static double norm(Tensor x, int from, int stride, int n, double order) {
    double sum = 0;
    double largest = 0;
    for (int k = 0; k < n; k++) {
      double v = Math.abs(x.getDouble(from + k * stride));
      sum += Math.pow(v, order);
      largest = Math.max(largest, v);
    }
    return Double.isInfinite(order) ? largest : Math.pow(sum, 1 / order);
  }
}
