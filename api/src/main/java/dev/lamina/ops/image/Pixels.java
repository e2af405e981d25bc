package dev.lamina.ops.image;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Unary;
import dev.lamina.tensor.DType;

/** The values of pixels: dtypes of what is computed from them. */
final class Pixels {
  private Pixels() {}

  /** Whole numbers become float32. */
  static Value floating(Value x) {
    return x.dtype().isFloating() ? x : x.cast(DType.FLOAT32);
  }

  /** Computed values in the dtype of what they were computed from: whole numbers are rounded. */
  static Value like(Value from, Value computed) {
    DType to = from.dtype();
    if (to.isFloating()) {
      return computed.cast(to);
    }
    Value whole = computed.unary(Unary.Kind.ROUND);
    return (to == DType.UINT8 ? whole.clip(0, 255) : whole).cast(to);
  }
}
