package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/** Comparison to bool; shapes broadcast, dtypes must be equal. NaN is unequal to everything. */
public record Compare(Kind kind) implements Primitive {
  public enum Kind {
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("compare", in, 2);
    Rule.sameDtype("compare", in);
    return Rule.one(DType.BOOL, Shape.broadcast("compare", in.get(0).shape(), in.get(1).shape()));
  }

  @Override
  public void vjp(Node node, Vjp v) {}
}
