package dev.lamina.backend.dl4j;

import dev.lamina.graph.op.OneHot;
import dev.lamina.graph.op.ScatterAdd;
import dev.lamina.tensor.Tensor;
import java.util.List;

/** Ops that look elements up by number. */
final class Indexing {
  private Indexing() {}

  static void gather(Emitter e, int axis, Array x, Array indices, Array y) {
    e.add(new RangeCheck("gather", indices, x.shape().dim(axis)));
    e.call(OpSpec.of("gather", axis), List.of(x, indices), List.of(y));
  }

  /** Along the first axis, and not one row, which ND4J takes for a vector. */
  static boolean canScatter(ScatterAdd scatter, Array indices, Array updates) {
    int n = indices.shape().intSize();
    return scatter.axis() == 0 && (n > 1 || updates.shape().size() == n);
  }

  /** ND4J's scatter_add loses updates, its segment sum does not. */
  static void scatterAdd(Emitter e, int size, Array indices, Array updates, Array y) {
    e.add(new RangeCheck("scatter_add", indices, size));
    int n = indices.shape().intSize();
    int rest = updates.shape().intSize() / n;
    e.call(
        OpSpec.of("unsorted_segment_sum", size),
        List.of(updates.reshape(n, rest), indices.reshape(n)),
        List.of(y.reshape(size, rest)));
  }

  static void oneHot(Emitter e, OneHot hot, Array indices, Array y) {
    e.call(OpSpec.of("onehot", -1, hot.depth()).reals(1, 0), indices, y);
  }

  /** ND4J reads and writes out of bounds if it is let. */
  private record RangeCheck(String op, Array indices, int n) implements Step {
    @Override
    public void run() {
      Tensor t = indices.read();
      for (int i = 0; i < t.size(); i++) {
        long v = t.getLong(i);
        if (v < 0 || v >= n) {
          throw new IllegalArgumentException(
              "%s: index %d at position %d is not in [0, %d)".formatted(op, v, i, n));
        }
      }
    }
  }
}
