package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.TensorType;
import java.util.List;

/** Index (int32) of the first largest or smallest element along an axis, which disappears. */
public record ArgReduce(Kind kind, int axis) implements Primitive {
  public enum Kind {
    MAX,
    MIN
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("arg_reduce", in, 1);
    Rule.axis("arg_reduce", axis, in.get(0).shape());
    return Rule.one(DType.INT32, in.get(0).shape().without(axis));
  }

  @Override
  public void vjp(Node node, Vjp v) {}
}
