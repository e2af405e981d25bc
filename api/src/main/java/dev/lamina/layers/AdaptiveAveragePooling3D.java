package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * The mean of windows whose size follows from the output's: as many as {@code outputSize} says,
 * overlapping where it does not divide. x: [batch, planes, rows, columns, channels] -> [batch,
 * outputSize…, channels] (channels second if {@code dataFormat} says so).
 */
@RecordBuilder
public record AdaptiveAveragePooling3D(List<Integer> outputSize, DataFormat dataFormat)
    implements AdaptivePooling, AdaptiveAveragePooling3DBuilder.With {
  public AdaptiveAveragePooling3D {
    outputSize = List.copyOf(outputSize);
    AdaptivePooling.check("AdaptiveAveragePooling3D", 3, outputSize);
  }

  /** The same size on every axis. */
  public static AdaptiveAveragePooling3D of(int outputSize) {
    return new AdaptiveAveragePooling3D(Spatial.repeat(outputSize, 3), DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return pool(scope, x, Reduce.Kind.MEAN);
  }
}
