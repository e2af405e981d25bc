package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.tensor.TensorType;
import java.util.List;

/** A tensor handed in with each run. */
public record Input(String label, TensorType type) implements Primitive {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return Rule.one(type);
  }

  @Override
  public void vjp(Node node, Vjp v) {}
}
