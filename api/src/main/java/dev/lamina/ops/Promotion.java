package dev.lamina.ops;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import java.util.List;

/** Keras' rules for the dtype of a result whose inputs differ in theirs. */
public final class Promotion {
  private Promotion() {}

  /** The narrowest dtype that holds both; whole numbers become floats only beside floats. */
  static DType of(DType a, DType b) {
    if (a == b) {
      return a;
    }
    if (a.isFloating() && b.isFloating()) {
      if (a == DType.FLOAT64 || b == DType.FLOAT64) {
        return DType.FLOAT64;
      }
      // float32 beside a half, or one half beside the other.
      return DType.FLOAT32;
    }
    if (a.isFloating() || b.isFloating()) {
      return a.isFloating() ? a : b;
    }
    return rank(a) >= rank(b) ? a : b;
  }

  private static int rank(DType d) {
    return switch (d) {
      case BOOL -> 0;
      case UINT8 -> 1;
      case INT32 -> 2;
      default -> 3;
    };
  }

  /** All in the dtype that holds each of them. */
  public static List<Value> together(List<Value> values) {
    DType to = values.stream().map(Value::dtype).reduce(Promotion::of).orElse(DType.FLOAT32);
    return values.stream().map(v -> v.cast(to)).toList();
  }

  /** A Python number beside a tensor takes its dtype, unless it is a float beside whole numbers. */
  static DType beside(Number number, DType dtype) {
    if (number instanceof Double || number instanceof Float) {
      return dtype.isFloating() ? dtype : DType.FLOAT32;
    }
    return dtype == DType.BOOL ? DType.INT32 : dtype;
  }

  /** Functions of real numbers turn whole ones into float32. */
  public static Value floating(Value x) {
    return x.dtype().isFloating() ? x : x.cast(DType.FLOAT32);
  }

  /** Bool counts as 0 and 1. */
  static Value number(Value x) {
    return x.dtype() == DType.BOOL ? x.cast(DType.INT32) : x;
  }

  /** Whether a number is not 0. */
  static Value truth(Value x) {
    return x.dtype() == DType.BOOL ? x : x.ne(0);
  }
}
