package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * The maximum of windows whose size follows from the output's: as many as {@code outputSize} says,
 * overlapping where it does not divide. x: [batch, planes, rows, columns, channels] -> [batch,
 * outputSize…, channels] (channels second if {@code dataFormat} says so).
 */
@RecordBuilder
public record AdaptiveMaxPooling3D(List<Integer> outputSize, DataFormat dataFormat)
    implements AdaptivePooling, AdaptiveMaxPooling3DBuilder.With {
  public AdaptiveMaxPooling3D {
    outputSize = List.copyOf(outputSize);
    AdaptivePooling.check("AdaptiveMaxPooling3D", 3, outputSize);
  }

  /** The same size on every axis. */
  public static AdaptiveMaxPooling3D of(int outputSize) {
    return new AdaptiveMaxPooling3D(Spatial.repeat(outputSize, 3), DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return pool(scope, x, Reduce.Kind.MAX);
  }
}
