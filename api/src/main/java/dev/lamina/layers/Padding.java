package dev.lamina.layers;

import java.util.Locale;

/** What a window does at the borders. */
public enum Padding {
  /** It stays inside. */
  VALID,
  /** Zeros around, so that stride 1 keeps the size; the odd one goes to the end. */
  SAME,
  /** Zeros before only, so that no output sees the future; one-dimensional convolutions. */
  CAUSAL;

  /** The name in Keras' files. */
  public String keras() {
    return name().toLowerCase(Locale.ROOT);
  }
}
