package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * The mean of windows whose size follows from the output's: as many as {@code outputSize} says,
 * overlapping where it does not divide. x: [batch, steps, channels] -> [batch, outputSize,
 * channels] (channels second if {@code dataFormat} says so).
 */
@RecordBuilder
public record AdaptiveAveragePooling1D(List<Integer> outputSize, DataFormat dataFormat)
    implements AdaptivePooling, AdaptiveAveragePooling1DBuilder.With {
  public AdaptiveAveragePooling1D {
    outputSize = List.copyOf(outputSize);
    AdaptivePooling.check("AdaptiveAveragePooling1D", 1, outputSize);
  }

  /** The same size on every axis. */
  public static AdaptiveAveragePooling1D of(int outputSize) {
    return new AdaptiveAveragePooling1D(Spatial.repeat(outputSize, 1), DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return pool(scope, x, Reduce.Kind.MEAN);
  }
}
