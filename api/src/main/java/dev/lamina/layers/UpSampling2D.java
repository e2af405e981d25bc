package dev.lamina.layers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * Enlarges images. x: [batch, rows, columns, channels] -> [batch, rows size₀, columns size₁,
 * channels] (channels second if {@code dataFormat} says so).
 *
 * @param interpolation the nearest neighbour repeats rows and columns
 */
@RecordBuilder
public record UpSampling2D(List<Integer> size, DataFormat dataFormat, Interpolation interpolation)
    implements Layer, UpSampling2DBuilder.With {
  public UpSampling2D {
    size = List.copyOf(size);
    Check.positive("UpSampling2D", "size", size, 2);
    Check.that(
        interpolation != Interpolation.AREA,
        "UpSampling2D: interpolation area is for making images smaller; use Resizing");
  }

  public static UpSampling2D of(int size) {
    return new UpSampling2D(List.of(size, size), DataFormat.CHANNELS_LAST, Interpolation.NEAREST);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    if (interpolation == Interpolation.NEAREST) {
      return Repeat.spatial(scope, this, x, dataFormat, size);
    }
    Spatial.check(scope, this, dataFormat, x, 2);
    Value y = Check.floating(scope, x);
    for (int i = 0; i < 2; i++) {
      int axis = i + (dataFormat == DataFormat.CHANNELS_LAST ? 1 : 2);
      int m = x.dim(axis);
      y =
          Axes.toEnd(x.rank(), List.of(axis))
              .along(y, interpolation.weights(m, m * size.get(i), false));
    }
    return y;
  }
}
