package dev.lamina.regularizers;

import dev.lamina.graph.Value;

/** A penalty added to the loss. Implement as a record whose components are Keras' config keys. */
public interface Regularizer {
  /** The penalty of {@code x} (any shape), a scalar. */
  Value apply(Value x);
}
