package dev.lamina.activations;

import dev.lamina.graph.Value;
import java.util.function.UnaryOperator;

/** A function from a value to one of the same shape (gated ones halve an axis). */
public interface Activation {
  /** Keras' name: {@code relu}, {@code leaky_relu}, … */
  String kerasName();

  Value apply(Value x);

  /**
   * A function of one's own: an activation, or the content of a {@code Lambda} layer.
   *
   * @param kerasName its name in files, such as {@code acme>twice}; to be saved and loaded it is
   *     registered under this name
   */
  static Activation of(String kerasName, UnaryOperator<Value> function) {
    return new NamedFunction(kerasName, function);
  }
}
