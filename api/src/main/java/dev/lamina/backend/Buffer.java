package dev.lamina.backend;

import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;

/** A variable's memory in the engine. */
public interface Buffer extends AutoCloseable {
  TensorType type();

  /** Copies a tensor of exactly this type in. */
  void write(Tensor value);

  /** Copies the contents out. */
  Tensor read();

  @Override
  void close();
}
