package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * The k largest elements of the last axis in descending order, ties by the lower index. x: [..., n]
 * -> values [..., k], indices (int32) [..., k].
 */
public record TopK(int k) implements Primitive {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("top_k", in, 1);
    Rule.number("top_k", in.get(0));
    Shape s = in.get(0).shape();
    Rule.check(
        s.rank() > 0 && k > 0 && k <= s.dim(-1),
        "top_k: expected 1 <= k <= last axis of %s, got %d",
        s,
        k);
    Shape out = s.with(-1, k);
    return List.of(in.get(0).withShape(out), new TensorType(DType.INT32, out));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    if (v.has(0)) {
      Value g = v.grad(0);
      Value hot = node.result(1).oneHot(node.in(0).dim(-1), g.dtype());
      v.give(0, hot.times(g.expandDims(-1)).sum(-2));
    }
  }
}
