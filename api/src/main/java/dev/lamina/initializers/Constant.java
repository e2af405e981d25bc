package dev.lamina.initializers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;

/** Every element {@code value}. */
public record Constant(double value) implements Initializer {
  public static Constant of(double value) {
    return new Constant(value);
  }

  @Override
  public Tensor init(Shape shape, DType dtype, long key) {
    return Tensor.full(new TensorType(dtype, shape), value);
  }
}
