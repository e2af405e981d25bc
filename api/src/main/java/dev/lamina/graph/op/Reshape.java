package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/** The same elements in row-major order in another shape of the same size. */
public record Reshape(Shape shape) implements Primitive {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("reshape", in, 1);
    Rule.check(
        in.get(0).shape().size() == shape.size(),
        "reshape: cannot turn %s (%d elements) into %s (%d elements)",
        in.get(0).shape(),
        in.get(0).shape().size(),
        shape,
        shape.size());
    return Rule.one(in.get(0).withShape(shape));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    v.give(0, v.grad().reshape(node.in(0).shape()));
  }
}
