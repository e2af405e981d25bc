package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.tensor.TensorType;
import java.util.List;

/** Counts 0, 1, 2, … along one axis: result[i0, …, in] = i_axis. */
public record Iota(TensorType type, int axis) implements Primitive {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.axis("iota", axis, type.shape());
    return Rule.one(type);
  }

  @Override
  public void vjp(Node node, Vjp v) {}
}
