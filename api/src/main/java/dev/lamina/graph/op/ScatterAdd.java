package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Adds updates into zeros at integer indices along an axis; equal indices add up. indices: [i…];
 * updates: [a…, i…, b…] -> [a…, {@code size}, b…]. The gradient of {@link Gather}.
 */
public record ScatterAdd(int axis, int size) implements Primitive {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("scatter_add", in, 2);
    Rule.integer("scatter_add", in.get(0));
    Rule.number("scatter_add", in.get(1));
    Shape i = in.get(0).shape();
    Shape u = in.get(1).shape();
    Rule.check(
        axis >= 0 && axis + i.rank() <= u.rank() && u.range(axis, axis + i.rank()).equals(i),
        "scatter_add: updates %s do not hold indices %s at axis %d",
        u,
        i,
        axis);
    Shape out = u.range(0, axis).concat(Shape.of(size)).concat(u.range(axis + i.rank(), u.rank()));
    return Rule.one(in.get(1).withShape(out));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    if (v.wants(1)) {
      v.give(1, v.grad().gather(axis, node.in(0)));
    }
  }
}
