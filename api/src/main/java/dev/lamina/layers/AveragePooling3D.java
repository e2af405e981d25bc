package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Pool;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * The mean of each window. Padding does not count. x: [batch, planes, rows, columns, channels] ->
 * [batch, new planes, rows, columns, channels] (channels second if {@code dataFormat} says so).
 */
@RecordBuilder
public record AveragePooling3D(
    List<Integer> poolSize, Padding padding, List<Integer> strides, DataFormat dataFormat)
    implements Pooling, AveragePooling3DBuilder.With {
  public AveragePooling3D {
    poolSize = List.copyOf(poolSize);
    strides = List.copyOf(strides);
    Pooling.check("AveragePooling3D", 3, poolSize, strides, padding);
  }

  /** Windows of the same size on every axis, side by side. */
  public static AveragePooling3D of(int poolSize) {
    return of(poolSize, poolSize);
  }

  public static AveragePooling3D of(int poolSize, int strides) {
    return new AveragePooling3D(
        Spatial.repeat(poolSize, 3),
        Padding.VALID,
        Spatial.repeat(strides, 3),
        DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return pool(scope, x, Pool.Kind.AVG);
  }
}
