package dev.lamina.initializers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;

/** Every element 1. */
public record Ones() implements Initializer {
  public static Ones of() {
    return new Ones();
  }

  @Override
  public Tensor init(Shape shape, DType dtype, long key) {
    return Tensor.full(new TensorType(dtype, shape), 1);
  }
}
