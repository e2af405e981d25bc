package dev.lamina.layers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * Repeats planes, rows and columns. x: [batch, planes, rows, columns, channels] -> each axis times
 * its size (channels second if {@code dataFormat} says so).
 */
@RecordBuilder
public record UpSampling3D(List<Integer> size, DataFormat dataFormat)
    implements Layer, UpSampling3DBuilder.With {
  public UpSampling3D {
    size = List.copyOf(size);
    Check.positive("UpSampling3D", "size", size, 3);
  }

  public static UpSampling3D of(int size) {
    return new UpSampling3D(Spatial.repeat(size, 3), DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return Repeat.spatial(scope, this, x, dataFormat, size);
  }
}
