package dev.lamina.layers;

import java.util.Locale;

/** Names of weights' owners. */
public final class Names {
  private Names() {}

  /** A class name in Keras' snake case: {@code Conv2D} is {@code conv2d}, {@code LSTM} lstm. */
  public static String snake(String className) {
    return className
        .replaceAll("(.)([A-Z][a-z0-9]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
