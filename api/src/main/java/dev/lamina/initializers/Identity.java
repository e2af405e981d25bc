package dev.lamina.initializers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;

/** 1 on the diagonal of a matrix, 0 elsewhere. Rank 2 only. */
public record Identity() implements Initializer {
  public static Identity of() {
    return new Identity();
  }

  @Override
  public Tensor init(Shape shape, DType dtype, long key) {
    if (shape.rank() != 2) {
      throw new IllegalArgumentException("Identity: expected a shape of rank 2, got " + shape);
    }
    double[] out = new double[shape.intSize()];
    for (int i = 0; i < Math.min(shape.dim(0), shape.dim(1)); i++) {
      out[i * shape.dim(1) + i] = 1;
    }
    return Tensor.wrap(out, shape).cast(dtype);
  }
}
