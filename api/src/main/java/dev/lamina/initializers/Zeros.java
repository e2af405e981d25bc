package dev.lamina.initializers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;

/** Every element 0. */
public record Zeros() implements Initializer {
  public static Zeros of() {
    return new Zeros();
  }

  @Override
  public Tensor init(Shape shape, DType dtype, long key) {
    return Tensor.zeros(new TensorType(dtype, shape));
  }
}
