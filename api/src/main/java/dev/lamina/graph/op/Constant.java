package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.List;

/** A literal. Large uniform values are a scalar constant and a {@link Broadcast}. */
public record Constant(Tensor value) implements Primitive {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return Rule.one(value.type());
  }

  @Override
  public void vjp(Node node, Vjp v) {}
}
