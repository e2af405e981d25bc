package dev.lamina.layers;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import java.util.List;

/**
 * An operation as a node of a functional model: what {@code x.plus(y)} makes of symbolic tensors.
 * It has no weights and passes no mask on, as in Keras.
 */
public record OpLayer(Operation operation) implements Layer {
  @Override
  public Autocast autocast() {
    return Autocast.NONE;
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return call(scope, List.of(x)).get(0);
  }

  @Override
  public List<Value> call(Scope scope, List<Value> inputs) {
    try {
      return operation.write(inputs);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s (%s): %s".formatted(scope.path(), kerasName(), e.getMessage()), e);
    }
  }

  @Override
  public String kerasName() {
    return operation.kerasName();
  }
}
