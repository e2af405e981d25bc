package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.TensorType;
import java.util.List;

/** Converts elements; float to integer truncates towards zero, number to bool is {@code != 0}. */
public record Cast(DType to) implements Primitive {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("cast", in, 1);
    return Rule.one(in.get(0).withDtype(to));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    if (to.isFloating() && node.in(0).dtype().isFloating()) {
      v.give(0, v.grad().cast(node.in(0).dtype()));
    }
  }
}
