package dev.lamina.layers;

import dev.lamina.activations.Activation;
import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Applies a function. x: what the function takes -> what it returns; the batch must stay first.
 *
 * <p>Keras' {@code Lambda} may hold Python code, which is refused. One that holds the name of a
 * function can be read if a function is registered under that name, see {@link Activation#of}.
 */
@RecordBuilder
public record Lambda(Activation function) implements Layer, LambdaBuilder.With {
  public static Lambda of(Activation function) {
    return new Lambda(function);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return function.apply(x);
  }
}
