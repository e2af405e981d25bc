package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/** Repeats elements to a larger shape by NumPy's rule. */
public record Broadcast(Shape shape) implements Primitive {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("broadcast", in, 1);
    Shape s = in.get(0).shape();
    Rule.check(
        Shape.broadcast("broadcast", s, shape).equals(shape),
        "broadcast: %s does not expand to %s",
        s,
        shape);
    return Rule.one(in.get(0).withShape(shape));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    v.give(0, v.grad());
  }
}
