package dev.lamina.activations;

import dev.lamina.graph.Value;

/** A function from a value to one of the same shape (gated ones halve an axis). */
public interface Activation {
  /** Keras' name: {@code relu}, {@code leaky_relu}, … */
  String kerasName();

  Value apply(Value x);
}
