package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * The mean of each channel. x: [batch, planes, rows, columns, channels] -> [batch, channels], or
 * with the spatial axes kept at size one if {@code keepdims}.
 */
@RecordBuilder
public record GlobalAveragePooling3D(DataFormat dataFormat, boolean keepdims)
    implements GlobalPooling, GlobalAveragePooling3DBuilder.With {
  public static GlobalAveragePooling3D of() {
    return new GlobalAveragePooling3D(DataFormat.CHANNELS_LAST, false);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return pool(scope, x, 3, Reduce.Kind.MEAN);
  }
}
