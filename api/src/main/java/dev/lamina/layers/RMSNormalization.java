package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import dev.lamina.initializers.Ones;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.stream.IntStream;

/**
 * x / √(mean(x²) + epsilon) scale over {@code axis} (arXiv:1910.07467). x: [batch, …] -> same
 * shape; scale: [sizes of axis].
 */
@RecordBuilder
public record RMSNormalization(List<Integer> axis, double epsilon)
    implements Layer, RMSNormalizationBuilder.With {
  public RMSNormalization {
    axis = List.copyOf(axis);
  }

  public static RMSNormalization of() {
    return new RMSNormalization(List.of(-1), 1e-6);
  }

  @Override
  public Autocast autocast() {
    return Autocast.ENDS;
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Value given = Check.floating(scope, x);
    List<Integer> last =
        axis.stream().map(a -> Check.axis(scope, this, x, a)).sorted().distinct().toList();
    Axes axes = Axes.toEnd(given.rank(), last);
    Value moved = axes.there(given);
    int[] reduced = IntStream.range(given.rank() - last.size(), given.rank()).toArray();
    Shape sizes = moved.shape().range(given.rank() - last.size(), given.rank());
    Value scale = scope.param("scale", sizes, Ones.of());
    Value rms = moved.square().reduce(Reduce.Kind.MEAN, true, reduced).plus(epsilon).rsqrt();
    return axes.back(moved.times(rms).times(scale));
  }
}
