package dev.lamina.initializers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;

/**
 * {@code gain} on the diagonal of a matrix, 0 elsewhere. Rank 2 only.
 *
 * @param gain Keras loses it when it saves a model; here it is kept
 */
public record Identity(double gain) implements Initializer {
  public static Identity of() {
    return new Identity(1);
  }

  @Override
  public Tensor init(Shape shape, DType dtype, long key) {
    if (shape.rank() != 2) {
      throw new IllegalArgumentException("Identity: expected a shape of rank 2, got " + shape);
    }
    double[] out = new double[shape.intSize()];
    for (int i = 0; i < Math.min(shape.dim(0), shape.dim(1)); i++) {
      out[i * shape.dim(1) + i] = gain;
    }
    return Tensor.wrap(out, shape).cast(dtype);
  }
}
