package dev.lamina.backend.dl4j;

import dev.lamina.graph.op.OneHot;
import dev.lamina.tensor.Tensor;
import java.util.List;

/** Ops that look elements up by number. */
final class Indexing {
  private Indexing() {}

  static void gather(Emitter e, int axis, Array x, Array indices, Array y) {
    e.add(new RangeCheck(indices, x.shape().dim(axis)));
    e.call(OpSpec.of("gather", axis), List.of(x, indices), List.of(y));
  }

  static void oneHot(Emitter e, OneHot hot, Array indices, Array y) {
    e.call(OpSpec.of("onehot", -1, hot.depth()).reals(1, 0), indices, y);
  }

  /** ND4J reads out of bounds if it is let. */
  private record RangeCheck(Array indices, int n) implements Step {
    @Override
    public void run() {
      Tensor t = indices.read();
      for (int i = 0; i < t.size(); i++) {
        long v = t.getLong(i);
        if (v < 0 || v >= n) {
          throw new IllegalArgumentException(
              "gather: index %d at position %d is not in [0, %d)".formatted(v, i, n));
        }
      }
    }
  }
}
