package dev.lamina.layers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** Repeats each step. x: [batch, steps, channels] -> [batch, steps size, channels]. */
@RecordBuilder
public record UpSampling1D(int size) implements Layer, UpSampling1DBuilder.With {
  public UpSampling1D {
    Check.positive("UpSampling1D", "size", size);
  }

  public static UpSampling1D of(int size) {
    return new UpSampling1D(size);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return Repeat.spatial(scope, this, x, DataFormat.CHANNELS_LAST, List.of(size));
  }
}
