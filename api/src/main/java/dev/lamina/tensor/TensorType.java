package dev.lamina.tensor;

/** Element type and shape, printed as {@code f32[32, 10]}. */
public record TensorType(DType dtype, Shape shape) {
  public static TensorType of(DType dtype, int... dims) {
    return new TensorType(dtype, Shape.of(dims));
  }

  /** Bytes of a dense tensor of this type. */
  public long bytes() {
    return Math.multiplyExact(shape.size(), (long) dtype.bytes());
  }

  public TensorType withShape(Shape s) {
    return new TensorType(dtype, s);
  }

  public TensorType withDtype(DType d) {
    return new TensorType(d, shape);
  }

  @Override
  public String toString() {
    return dtype.shortName() + shape;
  }
}
