package dev.lamina.layers;

import dev.lamina.graph.Value;
import java.util.List;
import java.util.Optional;

/** Another layer, but for what an implementation does otherwise. */
interface ForwardingLayer extends Layer {
  /** The other layer. */
  Layer layer();

  @Override
  default Value apply(Scope scope, Value x) {
    return layer().apply(scope, x);
  }

  @Override
  default List<Value> call(Scope scope, List<Value> inputs) {
    return layer().call(scope, inputs);
  }

  @Override
  default String kerasName() {
    return layer().kerasName();
  }

  @Override
  default Autocast autocast() {
    return layer().autocast();
  }

  @Override
  default Signature signature() {
    return layer().signature();
  }

  @Override
  default int weightGroup(String name, boolean trainable) {
    return layer().weightGroup(name, trainable);
  }

  @Override
  default boolean supportsMasking() {
    return layer().supportsMasking();
  }

  @Override
  default List<Optional<Value>> computeMasks(Scope scope, List<Value> inputs, List<Value> outputs) {
    return layer().computeMasks(scope, inputs, outputs);
  }
}
