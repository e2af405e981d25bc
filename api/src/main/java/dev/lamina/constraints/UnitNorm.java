package dev.lamina.constraints;

import dev.lamina.graph.Value;
import java.util.List;

/**
 * Norm 1 along {@code axis}: w / (1e-7 + ‖w‖).
 *
 * @param axis the axes over which a norm is taken; 0 for a dense kernel [in, out]: each unit's
 *     incoming weights
 */
public record UnitNorm(List<Integer> axis) implements Constraint {
  public UnitNorm {
    axis = List.copyOf(axis);
  }

  public static UnitNorm of(Integer... axis) {
    return new UnitNorm(axis.length == 0 ? List.of(0) : List.of(axis));
  }

  @Override
  public Value apply(Value weight) {
    return weight.div(Norms.of(weight, axis).plus(Norms.EPSILON));
  }
}
