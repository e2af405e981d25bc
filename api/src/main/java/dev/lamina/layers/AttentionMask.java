package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Iota;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.Optional;

/** Which query may attend to which key: bool values that broadcast to [batch, queries, keys]. */
public final class AttentionMask {
  private AttentionMask() {}

  /** Both, where there are two. */
  public static Optional<Value> and(Optional<Value> a, Optional<Value> b) {
    return a.isPresent() && b.isPresent() ? Optional.of(a.get().and(b.get())) : a.or(() -> b);
  }

  /** Anything that is no bool counts where it is not 0, as in NumPy. */
  static Value bool(Value mask) {
    return mask.dtype() == DType.BOOL ? mask : mask.ne(0);
  }

  /** No query sees a later key: [1, queries, keys]. */
  public static Value causal(int queries, int keys) {
    return position(queries, keys, 1).ge(position(queries, keys, 2));
  }

  /** Every query sees the keys less than {@code window} steps away: [1, queries, keys]. */
  static Value window(int queries, int keys, int window) {
    return position(queries, keys, 1).minus(position(queries, keys, 2)).abs().lt(window);
  }

  private static Value position(int queries, int keys, int axis) {
    return Value.of(new Iota(new TensorType(DType.INT32, Shape.of(1, queries, keys)), axis));
  }
}
