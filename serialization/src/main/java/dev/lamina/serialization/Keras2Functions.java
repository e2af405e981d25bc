package dev.lamina.serialization;

import dev.lamina.activations.Activation;

/** Functions of Keras 2 whose names mean something else in Keras 3. */
public final class Keras2Functions {
  /**
   * clip(0.2 x + 0.5, 0, 1). Keras 3's {@code hard_sigmoid} is relu6(x + 3) / 6.
   *
   * <p>Source: tf.keras, activations.hard_sigmoid.
   */
  public static final Activation HARD_SIGMOID =
      Activation.of("keras2>hard_sigmoid", x -> x.times(0.2).plus(0.5).clip(0, 1));

  private Keras2Functions() {}
}
