package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** x / ‖x‖ over {@code axis}. x: [batch, …] -> same shape. */
@RecordBuilder
public record UnitNormalization(List<Integer> axis)
    implements Layer, UnitNormalizationBuilder.With {
  public UnitNormalization {
    axis = List.copyOf(axis);
  }

  public static UnitNormalization of() {
    return new UnitNormalization(List.of(-1));
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value x) {
    int[] axes = axis.stream().mapToInt(a -> Check.axis(scope, this, x, a)).toArray();
    // Keras' epsilon keeps a zero vector finite.
    return x.times(x.square().reduce(Reduce.Kind.SUM, true, axes).max(1e-24).rsqrt());
  }
}
