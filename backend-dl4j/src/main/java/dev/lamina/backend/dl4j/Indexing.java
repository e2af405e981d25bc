package dev.lamina.backend.dl4j;

import dev.lamina.backend.RunErrors;
import dev.lamina.graph.Node;
import dev.lamina.graph.op.Gather;
import dev.lamina.graph.op.OneHot;
import dev.lamina.tensor.Tensor;
import java.util.List;

/** Ops that look elements up by number. */
final class Indexing {
  private Indexing() {}

  static void gather(Emitter e, Node node, Array x, Array indices, Array y) {
    int axis = ((Gather) node.op()).axis();
    e.add(new RangeCheck(node, indices, x.shape().dim(axis)));
    if (x.shape().rank() == 1 && indices.shape().rank() > 1) {
      // ND4J reads beyond a vector where the indices are none.
      int n = indices.shape().intSize();
      e.call(
          OpSpec.of("gather", axis),
          List.of(x.asNumbers(), indices.reshape(n)),
          List.of(y.asNumbers().reshape(n)));
      return;
    }
    e.call(OpSpec.of("gather", axis), List.of(x.asNumbers(), indices), List.of(y.asNumbers()));
  }

  static void oneHot(Emitter e, OneHot hot, Array indices, Array y) {
    e.call(OpSpec.of("onehot", -1, hot.depth()).reals(1, 0), indices, y);
  }

  /** ND4J reads out of bounds if it is let. */
  private record RangeCheck(Node node, Array indices, int n) implements Step {
    @Override
    public void run() {
      Tensor t = indices.read();
      for (int i = 0; i < t.size(); i++) {
        long v = t.getLong(i);
        if (v < 0 || v >= n) {
          throw RunErrors.index(node, v, Integer.toString(i));
        }
      }
    }
  }
}
