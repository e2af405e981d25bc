package dev.lamina.layers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Locale;

/**
 * Repeats rows and columns. x: [batch, rows, columns, channels] -> [batch, rows size₀, columns
 * size₁, channels] (channels second if {@code dataFormat} says so).
 */
@RecordBuilder
public record UpSampling2D(List<Integer> size, DataFormat dataFormat, Interpolation interpolation)
    implements Layer, UpSampling2DBuilder.With {
  public UpSampling2D {
    size = List.copyOf(size);
    Check.positive("UpSampling2D", "size", size, 2);
    Check.that(
        interpolation == Interpolation.NEAREST,
        "UpSampling2D: interpolation %s is not supported; use nearest",
        interpolation.keras());
  }

  /** Keras' ways to fill in between; only the nearest neighbour is supported so far. */
  public enum Interpolation {
    NEAREST,
    BILINEAR,
    BICUBIC,
    LANCZOS3,
    LANCZOS5;

    /** The name in Keras' files. */
    public String keras() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static UpSampling2D of(int size) {
    return new UpSampling2D(List.of(size, size), DataFormat.CHANNELS_LAST, Interpolation.NEAREST);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return Repeat.spatial(scope, this, x, dataFormat, size);
  }
}
