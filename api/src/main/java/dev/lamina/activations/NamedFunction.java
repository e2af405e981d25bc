package dev.lamina.activations;

import dev.lamina.graph.Value;
import java.util.function.UnaryOperator;

/** A function of the user's own with the name it has in files. */
record NamedFunction(String kerasName, UnaryOperator<Value> function) implements Activation {
  NamedFunction {
    if (kerasName.isEmpty()) {
      throw new IllegalArgumentException("function: expected a name, got an empty one");
    }
  }

  @Override
  public Value apply(Value x) {
    return function.apply(x);
  }
}
