package dev.lamina.layers;

import dev.lamina.graph.Tables;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.List;

/**
 * What pooling to a given output size shares: entry i of n outputs is computed from the entries [⌊i
 * m / n⌋, ⌈(i + 1) m / n⌉) of m inputs, axis by axis.
 */
interface AdaptivePooling extends Layer {
  List<Integer> outputSize();

  DataFormat dataFormat();

  /** Checks the arguments; for compact constructors. */
  static void check(String layer, int rank, List<Integer> outputSize) {
    Check.positive(layer, "outputSize", outputSize, rank);
  }

  /** Pools x by {@code kind}, MEAN or MAX. */
  default Value pool(Scope scope, Value x, Reduce.Kind kind) {
    Spatial.check(scope, this, dataFormat(), x, outputSize().size());
    int first = dataFormat() == DataFormat.CHANNELS_LAST ? 1 : 2;
    Value y = kind == Reduce.Kind.MEAN ? Check.floating(scope, x) : x;
    for (int i = 0; i < outputSize().size(); i++) {
      y = pool(scope, y, first + i, outputSize().get(i), kind);
    }
    return y;
  }

  private Value pool(Scope scope, Value x, int axis, int n, Reduce.Kind kind) {
    int m = x.dim(axis);
    Check.that(
        m > 0,
        "%s (%s): cannot pool an empty axis %d of %s",
        scope.path(),
        kerasName(),
        axis,
        x.shape());
    Shape apart = x.shape().with(axis, n).insert(axis + 1, m / n);
    if (m % n == 0) {
      return x.reshape(apart).reduce(kind, false, axis + 1);
    }
    if (kind == Reduce.Kind.MEAN) {
      return Axes.toEnd(x.rank(), List.of(axis)).along(x, means(where(scope), m, n));
    }
    // Windows of one length: shorter ones name their last entry again.
    Tables.size(where(scope), n, 1);
    int length = 0;
    for (int i = 0; i < n; i++) {
      length = Math.max(length, end(i, m, n) - start(i, m, n));
    }
    int[] indices = new int[Tables.size(where(scope), n, length)];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < length; j++) {
        indices[i * length + j] = Math.min(start(i, m, n) + j, end(i, m, n) - 1);
      }
    }
    Value windows = x.gather(axis, Value.constant(Tensor.of(indices)));
    return windows.reshape(apart.with(axis + 1, length)).reduce(kind, false, axis + 1);
  }

  private String where(Scope scope) {
    return scope.path() + " (" + kerasName() + ")";
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
