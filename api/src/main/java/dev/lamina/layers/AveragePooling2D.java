package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Pool;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * The mean of each window. Padding does not count. x: [batch, rows, columns, channels] -> [batch,
 * new rows, columns, channels] (channels second if {@code dataFormat} says so).
 */
@RecordBuilder
public record AveragePooling2D(
    List<Integer> poolSize, Padding padding, List<Integer> strides, DataFormat dataFormat)
    implements Pooling, AveragePooling2DBuilder.With {
  public AveragePooling2D {
    poolSize = List.copyOf(poolSize);
    strides = List.copyOf(strides);
    Pooling.check("AveragePooling2D", 2, poolSize, strides, padding);
  }

  /** Windows of the same size on every axis, side by side. */
  public static AveragePooling2D of(int poolSize) {
    return of(poolSize, poolSize);
  }

  public static AveragePooling2D of(int poolSize, int strides) {
    return new AveragePooling2D(
        Spatial.repeat(poolSize, 2),
        Padding.VALID,
        Spatial.repeat(strides, 2),
        DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return pool(scope, x, Pool.Kind.AVG);
  }
}
