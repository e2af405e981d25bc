package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Matrix product over the last two axes; leading axes broadcast. a: [..., m, k] (or [..., k, m] if
 * {@code transposeA}), b: [..., k, n] (or [..., n, k]) -> [..., m, n].
 */
public record MatMul(boolean transposeA, boolean transposeB) implements Primitive {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("matmul", in, 2);
    Rule.sameDtype("matmul", in);
    Rule.floating("matmul", in.get(0));
    Shape a = in.get(0).shape();
    Shape b = in.get(1).shape();
    Rule.check(a.rank() >= 2 && b.rank() >= 2, "matmul: expected rank >= 2, got %s and %s", a, b);
    int k = a.dim(transposeA ? -2 : -1);
    int k2 = b.dim(transposeB ? -1 : -2);
    Rule.check(
        k == k2,
        "matmul: inner dimensions differ: %s%s x %s%s (%d != %d)",
        a,
        transposeA ? "ᵀ" : "",
        b,
        transposeB ? "ᵀ" : "",
        k,
        k2);
    Shape batch = Shape.broadcast("matmul", a.range(0, a.rank() - 2), b.range(0, b.rank() - 2));
    Shape mn = Shape.of(a.dim(transposeA ? -1 : -2), b.dim(transposeB ? -2 : -1));
    return Rule.one(in.get(0).dtype(), batch.concat(mn));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    Value a = node.in(0);
    Value b = node.in(1);
    Value g = v.grad();
    if (v.wants(0)) {
      v.give(0, transposeA ? b.matmul(g, transposeB, true) : g.matmul(b, false, !transposeB));
    }
    if (v.wants(1)) {
      v.give(1, bGradient(a, b, g));
    }
  }

  /** With a shared matrix b (no leading axes) the sum over a's leading axes is one flat product. */
  private Value bGradient(Value a, Value b, Value g) {
    if (b.rank() == 2 && a.rank() > 2 && !transposeA) {
      int rows = a.shape().range(0, a.rank() - 1).intSize();
      a = a.reshape(rows, a.dim(-1));
      g = g.reshape(rows, g.dim(-1));
    }
    return transposeB ? g.matmul(a, true, transposeA) : a.matmul(g, !transposeA, false);
  }
}
