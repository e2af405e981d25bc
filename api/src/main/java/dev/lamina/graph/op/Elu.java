package dev.lamina.graph.op;

import dev.lamina.graph.Value;
import java.util.List;

/** x > 0 ? x : alpha (exp(x) - 1) (arXiv:1511.07289). */
public record Elu(double alpha) implements Composite {
  @Override
  public List<Value> lower(List<Value> in) {
    Value x = in.get(0);
    Value zero = Value.scalar(x.dtype(), 0);
    // The exponential sees only x <= 0, so that its gradient cannot be infinite times zero.
    Value negative = x.min(zero).unary(Unary.Kind.EXPM1).times(alpha);
    return List.of(x.gt(zero).select(x, negative));
  }
}
