package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.tensor.TensorType;
import java.util.List;

/** State that lives in the engine: its value before the run. */
public record Variable(String path, TensorType type) implements Primitive {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return Rule.one(type);
  }

  @Override
  public void vjp(Node node, Vjp v) {}
}
