package dev.lamina.layers;

import java.util.EnumSet;
import java.util.Locale;
import java.util.stream.Collectors;

/** What layers that map data to indices below {@code n} make of the indices. */
public enum OutputMode {
  /** The indices themselves. */
  INT,
  /**
   * A vector of n per index; it takes the place of a last axis of one element, else it is added.
   */
  ONE_HOT,
  /** A vector of n per sample (all of axis 1): 1 for each index that occurs. */
  MULTI_HOT,
  /** A vector of n per sample (all of axis 1): how often each index occurs. */
  COUNT,
  /** As COUNT, each number times the index's inverse document frequency. */
  TF_IDF;

  /** The name in Keras' files. */
  public String keras() {
    return name().toLowerCase(Locale.ROOT);
  }

  static void check(String layer, OutputMode mode, OutputMode... allowed) {
    var set = EnumSet.of(allowed[0], allowed);
    Check.that(
        set.contains(mode),
        "%s: outputMode must be one of %s, got %s",
        layer,
        set.stream().map(OutputMode::keras).collect(Collectors.joining(", ")),
        mode.keras());
  }
}
