package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * The maximum of windows whose size follows from the output's: as many as {@code outputSize} says,
 * overlapping where it does not divide. x: [batch, rows, columns, channels] -> [batch, outputSize…,
 * channels] (channels second if {@code dataFormat} says so).
 */
@RecordBuilder
public record AdaptiveMaxPooling2D(List<Integer> outputSize, DataFormat dataFormat)
    implements AdaptivePooling, AdaptiveMaxPooling2DBuilder.With {
  public AdaptiveMaxPooling2D {
    outputSize = List.copyOf(outputSize);
    AdaptivePooling.check("AdaptiveMaxPooling2D", 2, outputSize);
  }

  /** The same size on every axis. */
  public static AdaptiveMaxPooling2D of(int outputSize) {
    return new AdaptiveMaxPooling2D(Spatial.repeat(outputSize, 2), DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return pool(scope, x, Reduce.Kind.MAX);
  }
}
