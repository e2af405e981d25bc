package dev.lamina.layers;

import dev.lamina.tensor.DType;

/**
 * A value of a functional model before any data is there (Keras: KerasTensor): an {@code Input}, or
 * an output of a layer call. Layers are called on it with {@link Layer#on}. Identity equality.
 */
public interface SymbolicTensor {
  SymbolicShape shape();

  DType dtype();

  /** The call that produced it; an input's call has no inputs. */
  LayerCall source();

  /** Which of the call's outputs it is. */
  int index();
}
