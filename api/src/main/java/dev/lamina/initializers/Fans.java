package dev.lamina.initializers;

import dev.lamina.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * How many inputs one output of a weight reads (in) and how many outputs one input feeds (out), by
 * Keras' rule: [in, out]; a convolution kernel [window…, in, out] multiplies both by the window's
 * size; a vector counts as both; a scalar as 1.
 */
public record Fans(long in, long out) {
  public static Fans of(Shape shape) {
    if (shape.rank() == 0) {
      return new Fans(1, 1);
    }
    if (shape.rank() == 1) {
      return new Fans(shape.dim(0), shape.dim(0));
    }
    long window = shape.range(0, shape.rank() - 2).size();
    return new Fans(window * shape.dim(-2), window * shape.dim(-1));
  }

  /** With the axes that hold inputs and outputs given; both or neither. */
  static Fans of(
      Shape shape, Optional<List<Integer>> inputAxes, Optional<List<Integer>> outputAxes) {
    if (inputAxes.isEmpty() || outputAxes.isEmpty()) {
      return of(shape);
    }
    return new Fans(product(shape, inputAxes.get()), product(shape, outputAxes.get()));
  }

  private static long product(Shape shape, List<Integer> axes) {
    return axes.stream().mapToLong(shape::dim).reduce(1, Math::multiplyExact);
  }
}
