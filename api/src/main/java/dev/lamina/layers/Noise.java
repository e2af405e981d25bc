package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Unary;

/** Random values in the graph. */
final class Noise {
  private Noise() {}

  /** Standard normal values of x's type (Box, Muller 1958). */
  static Value normal(Scope scope, Value x) {
    // 1 - u is in (0, 1], so that the logarithm is finite.
    Value radius = scope.random(x.shape()).rsub(1).log().times(-2).sqrt();
    Value angle = scope.random(x.shape()).times(2 * Math.PI);
    return radius.times(angle.unary(Unary.Kind.COS)).cast(x.dtype());
  }
}
