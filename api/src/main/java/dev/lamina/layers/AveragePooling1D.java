package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Pool;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * The mean of each window. Padding does not count. x: [batch, steps, channels] -> [batch, new
 * steps, channels] (channels second if {@code dataFormat} says so).
 */
@RecordBuilder
public record AveragePooling1D(
    List<Integer> poolSize, Padding padding, List<Integer> strides, DataFormat dataFormat)
    implements Pooling, AveragePooling1DBuilder.With {
  public AveragePooling1D {
    poolSize = List.copyOf(poolSize);
    strides = List.copyOf(strides);
    Pooling.check("AveragePooling1D", 1, poolSize, strides, padding);
  }

  /** Windows of the same size on every axis, side by side. */
  public static AveragePooling1D of(int poolSize) {
    return of(poolSize, poolSize);
  }

  public static AveragePooling1D of(int poolSize, int strides) {
    return new AveragePooling1D(
        Spatial.repeat(poolSize, 1),
        Padding.VALID,
        Spatial.repeat(strides, 1),
        DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return pool(scope, x, Pool.Kind.AVG);
  }
}
