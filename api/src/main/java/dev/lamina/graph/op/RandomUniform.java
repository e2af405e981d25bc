package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Uniform float32 numbers in [0, 1), a pure function of {@code key}, the step (an int64 scalar) and
 * the position, the same on every engine; see {@link dev.lamina.tensor.Philox}.
 */
public record RandomUniform(Shape shape, long key) implements Primitive {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("random_uniform", in, 1);
    Rule.check(
        in.get(0).equals(new TensorType(DType.INT64, Shape.scalar())),
        "random_uniform: expected an int64 scalar step, got %s",
        in.get(0));
    return Rule.one(DType.FLOAT32, shape);
  }

  @Override
  public void vjp(Node node, Vjp v) {}
}
