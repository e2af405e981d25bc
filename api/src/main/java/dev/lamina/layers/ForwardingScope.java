package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/** Another scope, but for what an implementation sees otherwise. */
interface ForwardingScope extends Scope {
  /** The other scope. */
  Scope scope();

  @Override
  default DType computeDtype() {
    return scope().computeDtype();
  }

  @Override
  default String path() {
    return scope().path();
  }

  @Override
  default Value memory(String name, TensorType type) {
    return scope().memory(name, type);
  }

  @Override
  default void update(Value state, Value value) {
    scope().update(state, value);
  }

  @Override
  default boolean training() {
    return scope().training();
  }

  @Override
  default boolean trainable() {
    return scope().trainable();
  }

  @Override
  default Value random(Shape shape) {
    return scope().random(shape);
  }

  @Override
  default Optional<Value> mask(int input) {
    return scope().mask(input);
  }

  @Override
  default Optional<Value> argument(String name) {
    return scope().argument(name);
  }

  @Override
  default boolean flag(String name) {
    return scope().flag(name);
  }

  @Override
  default void addLoss(Value scalar) {
    scope().addLoss(scalar);
  }

  @Override
  default Called call(String name, Layer layer, List<Value> inputs, List<Optional<Value>> masks) {
    return scope().call(name, layer, inputs, masks);
  }

  @Override
  default Called call(
      Shared layer, CallForm form, List<Value> tensors, List<Optional<Value>> masks) {
    return scope().call(layer, form, tensors, masks);
  }
}
