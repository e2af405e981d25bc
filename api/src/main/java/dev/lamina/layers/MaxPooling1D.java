package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Pool;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * The largest element of each window. x: [batch, steps, channels] -> [batch, new steps, channels]
 * (channels second if {@code dataFormat} says so).
 */
@RecordBuilder
public record MaxPooling1D(
    List<Integer> poolSize, Padding padding, List<Integer> strides, DataFormat dataFormat)
    implements Pooling, MaxPooling1DBuilder.With {
  public MaxPooling1D {
    poolSize = List.copyOf(poolSize);
    strides = List.copyOf(strides);
    Pooling.check("MaxPooling1D", 1, poolSize, strides, padding);
  }

  /** Windows of the same size on every axis, side by side. */
  public static MaxPooling1D of(int poolSize) {
    return of(poolSize, poolSize);
  }

  public static MaxPooling1D of(int poolSize, int strides) {
    return new MaxPooling1D(
        Spatial.repeat(poolSize, 1),
        Padding.VALID,
        Spatial.repeat(strides, 1),
        DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return pool(scope, x, Pool.Kind.MAX);
  }
}
