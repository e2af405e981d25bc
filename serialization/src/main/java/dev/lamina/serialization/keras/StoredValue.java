package dev.lamina.serialization.keras;

import dev.lamina.layers.Weight;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A value of a model that Keras' files hold under a path of their own.
 *
 * @param path the dataset's in {@code .weights.h5}, such as {@code layers/dense_1/vars/0}
 * @param owner for messages: the weight's path or the layer's name
 * @param read the current value
 * @param write sets the value, which is of {@code type}; empty if the value is part of the layer's
 *     configuration
 */
public record StoredValue(
    String path,
    String owner,
    TensorType type,
    Supplier<Tensor> read,
    Optional<Consumer<Tensor>> write) {

  static StoredValue of(String path, Weight w) {
    return new StoredValue(path, w.path(), w.type(), w::value, Optional.of(w::set));
  }

  static StoredValue constant(String path, String owner, Tensor value) {
    return new StoredValue(path, owner, value.type(), () -> value, Optional.empty());
  }

  @Override
  public String toString() {
    return "%s (%s): %s".formatted(path, owner, type);
  }
}
