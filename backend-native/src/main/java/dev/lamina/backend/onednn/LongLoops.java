package dev.lamina.backend.onednn;

import dev.lamina.graph.op.Binary;
import dev.lamina.graph.op.Compare;
import dev.lamina.graph.op.Unary;
import dev.lamina.tensor.DType;

/** Elementwise loops on integers, which wrap around as their type does. */
final class LongLoops {
  private interface Function {
    long of(long x);
  }

  private interface Function2 {
    long of(long a, long b);
  }

  private LongLoops() {}

  static boolean supports(Unary.Kind kind) {
    return switch (kind) {
      case NEG, ABS, SIGN, SQUARE, RELU -> true;
      default -> false;
    };
  }

  static boolean supports(Binary.Kind kind) {
    return switch (kind) {
      case ADD, SUB, MUL, MAX, MIN, AND, OR -> true;
      default -> false;
    };
  }

  private static long wrap(DType dtype, long v) {
    return switch (dtype) {
      case INT32 -> (int) v;
      case UINT8 -> v & 0xff;
      default -> v;
    };
  }

  static Loop unary(Unary.Kind kind, Register x, Register y) {
    Function f =
        switch (kind) {
          case NEG -> v -> -v;
          case ABS -> Math::abs;
          case SIGN -> Long::signum;
          case SQUARE -> v -> v * v;
          case RELU -> v -> Math.max(v, 0);
          default -> throw new IllegalStateException("no integer loop for " + kind);
        };
    long[] from = x.longs();
    long[] to = y.longs();
    DType dtype = y.dtype();
    return n -> {
      for (int i = 0; i < n; i++) {
        to[i] = wrap(dtype, f.of(from[i]));
      }
    };
  }

  static Loop binary(Binary.Kind kind, Register a, Register b, Register y) {
    Function2 f =
        switch (kind) {
          case ADD -> Long::sum;
          case SUB -> (p, q) -> p - q;
          case MUL -> (p, q) -> p * q;
          case MAX -> Math::max;
          case MIN -> Math::min;
          case AND -> (p, q) -> p & q;
          case OR -> (p, q) -> p | q;
          default -> throw new IllegalStateException("no integer loop for " + kind);
        };
    long[] left = a.longs();
    long[] right = b.longs();
    long[] to = y.longs();
    DType dtype = y.dtype();
    return n -> {
      for (int i = 0; i < n; i++) {
        to[i] = wrap(dtype, f.of(left[i], right[i]));
      }
    };
  }

  static Loop compare(Compare.Kind kind, long[] a, long[] b, float[] y) {
    return n -> {
      for (int i = 0; i < n; i++) {
        int order = Long.compare(a[i], b[i]);
        boolean holds =
            switch (kind) {
              case EQ -> order == 0;
              case NE -> order != 0;
              case LT -> order < 0;
              case LE -> order <= 0;
              case GT -> order > 0;
              case GE -> order >= 0;
            };
        y[i] = holds ? 1 : 0;
      }
    };
  }

  static Loop select(float[] condition, long[] a, long[] b, long[] y) {
    return n -> {
      for (int i = 0; i < n; i++) {
        y[i] = condition[i] != 0 ? a[i] : b[i];
      }
    };
  }

  /** Between element types, as {@code Tensor.cast} does. */
  static Loop cast(Register x, Register y) {
    DType to = y.dtype();
    if (x.isFloat()) {
      float[] from = x.floats();
      if (to == DType.BOOL) {
        return FloatLoops.isNonZero(from, y.floats());
      }
      if (to == DType.FLOAT32) {
        return FloatLoops.copy(from, y.floats());
      }
      long[] out = y.longs();
      return n -> {
        for (int i = 0; i < n; i++) {
          out[i] = wrap(to, (long) from[i]);
        }
      };
    }
    long[] from = x.longs();
    if (y.isFloat()) {
      float[] out = y.floats();
      boolean bool = to == DType.BOOL;
      return n -> {
        for (int i = 0; i < n; i++) {
          out[i] = bool ? (from[i] != 0 ? 1f : 0f) : (float) from[i];
        }
      };
    }
    long[] out = y.longs();
    return n -> {
      for (int i = 0; i < n; i++) {
        out[i] = wrap(to, from[i]);
      }
    };
  }

  static Loop copy(long[] x, long[] y) {
    return n -> System.arraycopy(x, 0, y, 0, n);
  }
}
