package dev.lamina.backend.onednn;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Broadcast;
import dev.lamina.graph.op.Constant;
import dev.lamina.graph.op.Reshape;
import java.util.OptionalDouble;

/** Values that are one known number. */
final class Scalars {
  private Scalars() {}

  /** The number that all elements of {@code v} are, if the graph says so. */
  static OptionalDouble of(Value v) {
    Value s = v;
    while (s.op() instanceof Broadcast || s.op() instanceof Reshape) {
      s = s.node().in(0);
    }
    return s.op() instanceof Constant c && c.value().size() == 1
        ? OptionalDouble.of(c.value().getDouble(0))
        : OptionalDouble.empty();
  }
}
