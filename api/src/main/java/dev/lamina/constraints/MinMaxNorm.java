package dev.lamina.constraints;

import dev.lamina.graph.Value;
import java.util.List;

/**
 * Norm between {@code minValue} and {@code maxValue} along {@code axis}: w (rate clip(‖w‖) + (1 -
 * rate) ‖w‖) / (1e-7 + ‖w‖).
 *
 * @param rate how strictly: 1 projects onto the range in one step, less moves towards it
 */
public record MinMaxNorm(double minValue, double maxValue, double rate, List<Integer> axis)
    implements Constraint {
  public MinMaxNorm {
    if (!(minValue >= 0 && minValue <= maxValue)) {
      throw new IllegalArgumentException(
          "MinMaxNorm: expected 0 <= minValue <= maxValue, got %s and %s"
              .formatted(minValue, maxValue));
    }
    axis = List.copyOf(axis);
  }

  public static MinMaxNorm of(double minValue, double maxValue, Integer... axis) {
    return new MinMaxNorm(minValue, maxValue, 1, axis.length == 0 ? List.of(0) : List.of(axis));
  }

  @Override
  public Value apply(Value weight) {
    Value norms = Norms.of(weight, axis);
    Value desired = norms.clip(minValue, maxValue).times(rate).plus(norms.times(1 - rate));
    return weight.times(desired.div(norms.plus(Norms.EPSILON)));
  }
}
