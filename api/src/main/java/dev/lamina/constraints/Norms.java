package dev.lamina.constraints;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import java.util.List;

/** L2 norms along axes, which stay with size one. */
final class Norms {
  /** Added to a norm before dividing by it: Keras' backend epsilon. */
  static final double EPSILON = 1e-7;

  private Norms() {}

  static Value of(Value w, List<Integer> axes) {
    int[] a = axes.stream().mapToInt(Integer::intValue).toArray();
    return w.square().reduce(Reduce.Kind.SUM, true, a).sqrt();
  }
}
