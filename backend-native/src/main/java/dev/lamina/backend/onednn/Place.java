package dev.lamina.backend.onednn;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;

/** Where a dense, row-major value lives: {@code offset} bytes into its storage. */
record Place(Storage storage, long offset, TensorType type) {
  Place(Storage storage, TensorType type) {
    this(storage, 0, type);
  }

  /** The same memory as another shape. */
  Place as(Shape shape) {
    return new Place(storage, offset, type.withShape(shape));
  }

  /** A part that begins {@code elements} elements further on. */
  Place part(long elements, Shape shape) {
    return new Place(storage, offset + elements * type.dtype().bytes(), type.withShape(shape));
  }

  Shape shape() {
    return type.shape();
  }

  DType dtype() {
    return type.dtype();
  }

  boolean isFloat() {
    return type.dtype() == DType.FLOAT32;
  }
}
