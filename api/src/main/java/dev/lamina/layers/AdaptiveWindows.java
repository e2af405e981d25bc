package dev.lamina.layers;

import dev.lamina.graph.Tables;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.List;

/**
 * Pooling to a given output size: entry i of n outputs is computed from the entries [⌊i m / n⌋, ⌈(i
 * + 1) m / n⌉) of m inputs, axis by axis.
 */
public final class AdaptiveWindows {
  private AdaptiveWindows() {}

  /**
   * Pools axes of x.
   *
   * @param where what errors name
   * @param first the first axis that is pooled
   * @param sizes of the output, axis by axis
   * @param kind MEAN, of floats, or MAX
   */
  public static Value pool(
      String where, Value x, int first, List<Integer> sizes, Reduce.Kind kind) {
    Value y = x;
    for (int i = 0; i < sizes.size(); i++) {
      y = pool(where, y, first + i, sizes.get(i), kind);
    }
    return y;
  }

  private static Value pool(String where, Value x, int axis, int n, Reduce.Kind kind) {
    int m = x.dim(axis);
    Check.that(m > 0, "%s: cannot pool an empty axis %d of %s", where, axis, x.shape());
    Shape apart = x.shape().with(axis, n).insert(axis + 1, m / n);
    if (m % n == 0) {
      return x.reshape(apart).reduce(kind, false, axis + 1);
    }
    if (kind == Reduce.Kind.MEAN) {
      return Axes.toEnd(x.rank(), List.of(axis)).along(x, means(where, m, n));
    }
    // Windows of one length: shorter ones name their last entry again.
    Tables.size(where, n, 1);
    int length = 0;
    for (int i = 0; i < n; i++) {
      length = Math.max(length, end(i, m, n) - start(i, m, n));
    }
    int[] indices = new int[Tables.size(where, n, length)];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < length; j++) {
        indices[i * length + j] = Math.min(start(i, m, n) + j, end(i, m, n) - 1);
      }
    }
    Value windows = x.gather(axis, Value.constant(Tensor.of(indices)));
    return windows.reshape(apart.with(axis + 1, length)).reduce(kind, false, axis + 1);
  }

  private static Tensor means(String where, int m, int n) {
    float[] weights = new float[Tables.size(where, m, n)];
    for (int i = 0; i < n; i++) {
      int size = end(i, m, n) - start(i, m, n);
      for (int j = start(i, m, n); j < end(i, m, n); j++) {
        weights[j * n + i] = 1f / size;
      }
    }
    return Tensor.wrap(weights, Shape.of(m, n));
  }

  private static int start(int i, int m, int n) {
    return (int) ((long) i * m / n);
  }

  private static int end(int i, int m, int n) {
    return (int) (((long) (i + 1) * m + n - 1) / n);
  }
}
