package dev.lamina.backend.dl4j;

import dev.lamina.graph.op.MatMul;
import dev.lamina.tensor.Shape;
import java.util.List;

/** Matrix products. */
final class Products {
  private Products() {}

  static void matmul(Emitter e, MatMul m, Array a, Array b, Array y) {
    Shape s = y.shape();
    OpSpec spec = OpSpec.of("matmul", m.transposeA() ? 1 : 0, m.transposeB() ? 1 : 0, 0);
    if (s.rank() > 2 && b.shape().rank() == 2 && !m.transposeA()) {
      // One flat product: ND4J wants equal ranks.
      int k = a.shape().dim(-1);
      int n = s.dim(-1);
      int rows = s.intSize() / n;
      e.call(spec, List.of(a.reshape(rows, k), b), List.of(y.reshape(rows, n)));
      return;
    }
    Shape batch = s.range(0, s.rank() - 2);
    e.call(spec, List.of(stretch(e, a, batch), stretch(e, b, batch)), List.of(y));
  }

  private static Array stretch(Emitter e, Array a, Shape batch) {
    Shape s = a.shape();
    return e.broadcast(a, batch.concat(s.range(s.rank() - 2, s.rank())));
  }
}
