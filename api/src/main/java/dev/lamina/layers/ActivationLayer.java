package dev.lamina.layers;

import dev.lamina.activations.Activation;
import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Applies an activation function. x: any shape -> same shape. In Keras and its files this layer is
 * called {@code Activation}; here that is the name of the function's own type.
 */
@RecordBuilder
public record ActivationLayer(Activation activation) implements Layer, ActivationLayerBuilder.With {
  public static ActivationLayer of(Activation activation) {
    return new ActivationLayer(activation);
  }

  @Override
  public String kerasName() {
    return "Activation";
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return activation.apply(x);
  }
}
