package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;

/** All axes but the batch into one, channels last. x: [batch, …] -> [batch, product]. */
@RecordBuilder
public record Flatten(DataFormat dataFormat) implements Layer, FlattenBuilder.With {
  public static Flatten of() {
    return new Flatten(DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Check.minRank(scope, this, x, 1, "[batch, …]");
    Value last = Spatial.toLast(dataFormat, x);
    Shape rest = last.shape().range(1, last.rank());
    return last.reshape(last.dim(0), rest.intSize());
  }
}
