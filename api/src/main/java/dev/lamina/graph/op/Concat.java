package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/** Joins values along an axis; all other axes must be equal. */
public record Concat(int axis) implements Primitive {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.check(!in.isEmpty(), "concat: expected at least one input");
    Rule.sameDtype("concat", in);
    Shape first = in.get(0).shape();
    Rule.axis("concat", axis, first);
    int total = 0;
    for (TensorType t : in) {
      Shape s = t.shape();
      Rule.check(
          s.rank() == first.rank() && s.with(axis, 0).equals(first.with(axis, 0)),
          "concat: shapes must be equal but for axis %d, got %s and %s",
          axis,
          first,
          s);
      total += s.dim(axis);
    }
    return Rule.one(in.get(0).withShape(first.with(axis, total)));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    int at = 0;
    for (int i = 0; i < node.inputs().size(); i++) {
      Value in = node.in(i);
      if (v.wants(i)) {
        v.give(i, v.grad().slice(axis, at, at + in.dim(axis)));
      }
      at += in.dim(axis);
    }
  }
}
