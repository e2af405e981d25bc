package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * The largest element of each channel. x: [batch, planes, rows, columns, channels] -> [batch,
 * channels], or with the spatial axes kept at size one if {@code keepdims}.
 */
@RecordBuilder
public record GlobalMaxPooling3D(DataFormat dataFormat, boolean keepdims)
    implements GlobalPooling, GlobalMaxPooling3DBuilder.With {
  public static GlobalMaxPooling3D of() {
    return new GlobalMaxPooling3D(DataFormat.CHANNELS_LAST, false);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return pool(scope, x, 3, Reduce.Kind.MAX);
  }
}
