package dev.lamina.layers;

import java.util.Locale;

/** Where the channels are. */
public enum DataFormat {
  /** [batch, spatial…, channels]: Keras' default. */
  CHANNELS_LAST,
  /** [batch, channels, spatial…]. */
  CHANNELS_FIRST;

  /** The name in Keras' files. */
  public String keras() {
    return name().toLowerCase(Locale.ROOT);
  }
}
