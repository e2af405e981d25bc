package dev.lamina.layers;

import dev.lamina.activations.Activation;
import java.util.Optional;

/** Which layers have an activation function: those with Keras' argument {@code activation}. */
public final class LayerActivation {
  private LayerActivation() {}

  /** The layer's activation function, if it has one. */
  public static Optional<Activation> of(Layer layer) {
    if (layer instanceof ActivationLayer l) {
      return Optional.of(l.activation());
    }
    if (layer instanceof Dense l) {
      return Optional.of(l.activation());
    }
    if (layer instanceof EinsumDense l) {
      return Optional.of(l.activation());
    }
    if (layer instanceof Convolution l) {
      return Optional.of(l.activation());
    }
    if (layer instanceof TransposedConvolution l) {
      return Optional.of(l.activation());
    }
    if (layer instanceof DepthwiseConvolution l) {
      return Optional.of(l.activation());
    }
    if (layer instanceof SeparableConvolution l) {
      return Optional.of(l.activation());
    }
    if (layer instanceof ConvLSTM l) {
      return Optional.of(l.activation());
    }
    if (layer instanceof LSTM l) {
      return Optional.of(l.activation());
    }
    if (layer instanceof GRU l) {
      return Optional.of(l.activation());
    }
    if (layer instanceof SimpleRNN l) {
      return Optional.of(l.activation());
    }
    if (layer instanceof LSTMCell l) {
      return Optional.of(l.activation());
    }
    if (layer instanceof GRUCell l) {
      return Optional.of(l.activation());
    }
    if (layer instanceof SimpleRNNCell l) {
      return Optional.of(l.activation());
    }
    return Optional.empty();
  }
}
