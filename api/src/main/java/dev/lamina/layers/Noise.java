package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Unary;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;

/** Random values in the graph. */
public final class Noise {
  private Noise() {}

  /** Standard normal values (Box, Muller 1958). */
  public static Value normal(Scope scope, Shape shape, DType dtype) {
    return normal(scope.random(shape), scope.random(shape)).cast(dtype);
  }

  /** Standard normal values of two uniform ones in [0, 1): √(-2 ln(1 - u)) cos 2πv. */
  public static Value normal(Value u, Value v) {
    // 1 - u is in (0, 1], so that the logarithm is finite.
    Value radius = u.rsub(1).log().times(-2).sqrt();
    return radius.times(v.times(2 * Math.PI).unary(Unary.Kind.COS));
  }
}
