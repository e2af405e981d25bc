package dev.lamina.losses;

import java.util.Locale;

/** How per-sample losses become one number. */
public enum Reduction {
  /** The losses as they are. */
  NONE,
  SUM,
  /** Sum divided by the number of losses (weighted ones count fully): Keras' default. */
  SUM_OVER_BATCH_SIZE,
  /** The same as {@link #SUM_OVER_BATCH_SIZE}. */
  MEAN,
  /** Sum divided by the sum of the weights. */
  MEAN_WITH_SAMPLE_WEIGHT;

  /** The name in Keras' files. */
  public String keras() {
    return name().toLowerCase(Locale.ROOT);
  }
}
