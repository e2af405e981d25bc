package dev.lamina.constraints;

import dev.lamina.graph.Value;
import java.util.List;

/**
 * Norm at most {@code maxValue} along {@code axis}: w min(‖w‖, maxValue) / (1e-7 + ‖w‖) (Srivastava
 * et al.: Dropout, 2014).
 *
 * @param axis the axes over which a norm is taken; 0 for a dense kernel [in, out], 0, 1, 2 for a
 *     convolution kernel [rows, columns, in, out]
 */
public record MaxNorm(double maxValue, List<Integer> axis) implements Constraint {
  public MaxNorm {
    if (!(maxValue >= 0)) {
      throw new IllegalArgumentException("MaxNorm: maxValue must be >= 0, got " + maxValue);
    }
    axis = List.copyOf(axis);
  }

  public static MaxNorm of(double maxValue, Integer... axis) {
    return new MaxNorm(maxValue, axis.length == 0 ? List.of(0) : List.of(axis));
  }

  @Override
  public Value apply(Value weight) {
    Value norms = Norms.of(weight, axis);
    return weight.times(norms.clip(0, maxValue).div(norms.plus(Norms.EPSILON)));
  }
}
