package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * {@code condition ? a : b}, elementwise; the three shapes broadcast. The unchosen side may be NaN.
 */
public record Select() implements Primitive {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("select", in, 3);
    Rule.check(
        in.get(0).dtype() == DType.BOOL, "select: expected a bool condition, got %s", in.get(0));
    Rule.sameDtype("select", in.subList(1, 3));
    Shape ab = Shape.broadcast("select", in.get(1).shape(), in.get(2).shape());
    return Rule.one(in.get(1).dtype(), Shape.broadcast("select", in.get(0).shape(), ab));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    Value zero = Value.scalar(v.grad().dtype(), 0);
    if (v.wants(1)) {
      v.give(1, node.in(0).select(v.grad(), zero));
    }
    if (v.wants(2)) {
      v.give(2, node.in(0).select(zero, v.grad()));
    }
  }
}
