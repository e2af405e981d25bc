package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * The largest element of each channel. x: [batch, steps, channels] -> [batch, channels], or with
 * the spatial axes kept at size one if {@code keepdims}.
 */
@RecordBuilder
public record GlobalMaxPooling1D(DataFormat dataFormat, boolean keepdims)
    implements GlobalPooling, GlobalMaxPooling1DBuilder.With {
  public static GlobalMaxPooling1D of() {
    return new GlobalMaxPooling1D(DataFormat.CHANNELS_LAST, false);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return pool(scope, x, 1, Reduce.Kind.MAX);
  }
}
