package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * The largest element of each channel. x: [batch, rows, columns, channels] -> [batch, channels], or
 * with the spatial axes kept at size one if {@code keepdims}.
 */
@RecordBuilder
public record GlobalMaxPooling2D(DataFormat dataFormat, boolean keepdims)
    implements GlobalPooling, GlobalMaxPooling2DBuilder.With {
  public static GlobalMaxPooling2D of() {
    return new GlobalMaxPooling2D(DataFormat.CHANNELS_LAST, false);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return pool(scope, x, 2, Reduce.Kind.MAX);
  }
}
