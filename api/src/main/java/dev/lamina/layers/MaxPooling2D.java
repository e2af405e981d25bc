package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Pool;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * The largest element of each window. x: [batch, rows, columns, channels] -> [batch, new rows,
 * columns, channels] (channels second if {@code dataFormat} says so).
 */
@RecordBuilder
public record MaxPooling2D(
    List<Integer> poolSize, Padding padding, List<Integer> strides, DataFormat dataFormat)
    implements Pooling, MaxPooling2DBuilder.With {
  public MaxPooling2D {
    poolSize = List.copyOf(poolSize);
    strides = List.copyOf(strides);
    Pooling.check("MaxPooling2D", 2, poolSize, strides, padding);
  }

  /** Windows of the same size on every axis, side by side. */
  public static MaxPooling2D of(int poolSize) {
    return of(poolSize, poolSize);
  }

  public static MaxPooling2D of(int poolSize, int strides) {
    return new MaxPooling2D(
        Spatial.repeat(poolSize, 2),
        Padding.VALID,
        Spatial.repeat(strides, 2),
        DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return pool(scope, x, Pool.Kind.MAX);
  }
}
