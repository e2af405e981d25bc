package dev.lamina.backend.java;

import dev.lamina.graph.op.Binary;
import dev.lamina.graph.op.Compare;
import dev.lamina.graph.op.Unary;

/** The elementwise functions on the first {@code n} elements of scratch arrays, in place. */
final class Functions {
  private Functions() {}

  static void apply(Unary.Kind kind, double[] a, int n) {
    switch (kind) {
      case NEG -> {
        for (int i = 0; i < n; i++) {
          a[i] = -a[i];
        }
      }
      case ABS -> {
        for (int i = 0; i < n; i++) {
          a[i] = Math.abs(a[i]);
        }
      }
      case SQRT -> {
        for (int i = 0; i < n; i++) {
          a[i] = Math.sqrt(a[i]);
        }
      }
      case RSQRT -> {
        for (int i = 0; i < n; i++) {
          a[i] = 1 / Math.sqrt(a[i]);
        }
      }
      case SQUARE -> {
        for (int i = 0; i < n; i++) {
          a[i] = a[i] * a[i];
        }
      }
      case RELU -> {
        for (int i = 0; i < n; i++) {
          a[i] = Math.max(a[i], 0);
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          a[i] = apply(kind, a[i]);
        }
      }
    }
  }

  private static double apply(Unary.Kind kind, double x) {
    return switch (kind) {
      case SIGN -> Math.signum(x);
      case EXP -> Math.exp(x);
      case EXPM1 -> Math.expm1(x);
      case LOG -> Math.log(x);
      case LOG1P -> Math.log1p(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case TANH -> Math.tanh(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case ERF -> erf(x);
      case FLOOR -> Math.floor(x);
      case CEIL -> Math.ceil(x);
      case ROUND -> Math.rint(x);
      case NEG, ABS, SQRT, RSQRT, SQUARE, RELU, NOT, IS_FINITE ->
          throw new IllegalStateException("no scalar function for " + kind);
    };
  }

  /**
   * The error function by 2/√π exp(-x²) Σ 2ⁿ x²ⁿ⁺¹ / (2n+1)!! (Abramowitz, Stegun 7.1.6): all terms
   * have one sign, so nothing cancels.
   */
  static double erf(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (Math.abs(x) > 6) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  static void apply(Unary.Kind kind, long[] a, int n) {
    for (int i = 0; i < n; i++) {
      a[i] =
          switch (kind) {
            case NEG -> -a[i];
            case ABS -> Math.abs(a[i]);
            case SIGN -> Long.signum(a[i]);
            case SQUARE -> a[i] * a[i];
            case RELU -> Math.max(a[i], 0);
            case NOT -> 1 - a[i];
            default -> throw new IllegalStateException("no integer function for " + kind);
          };
    }
  }

  /** Leaves the results in {@code a}. */
  static void apply(Binary.Kind kind, double[] a, double[] b, int n) {
    switch (kind) {
      case ADD -> {
        for (int i = 0; i < n; i++) {
          a[i] += b[i];
        }
      }
      case SUB -> {
        for (int i = 0; i < n; i++) {
          a[i] -= b[i];
        }
      }
      case MUL -> {
        for (int i = 0; i < n; i++) {
          a[i] *= b[i];
        }
      }
      case DIV -> {
        for (int i = 0; i < n; i++) {
          a[i] /= b[i];
        }
      }
      case POW -> {
        for (int i = 0; i < n; i++) {
          a[i] = Math.pow(a[i], b[i]);
        }
      }
      case MAX -> {
        for (int i = 0; i < n; i++) {
          a[i] = Math.max(a[i], b[i]);
        }
      }
      case MIN -> {
        for (int i = 0; i < n; i++) {
          a[i] = Math.min(a[i], b[i]);
        }
      }
      case AND, OR -> throw new IllegalStateException("no floating function for " + kind);
    }
  }

  /** Integer division truncates; by zero it is an error. Leaves the results in {@code a}. */
  static void apply(Binary.Kind kind, long[] a, long[] b, int n) {
    for (int i = 0; i < n; i++) {
      a[i] =
          switch (kind) {
            case ADD -> a[i] + b[i];
            case SUB -> a[i] - b[i];
            case MUL -> a[i] * b[i];
            case DIV -> divide(a[i], b[i]);
            case POW -> power(a[i], b[i]);
            case MAX -> Math.max(a[i], b[i]);
            case MIN -> Math.min(a[i], b[i]);
            case AND -> a[i] & b[i];
            case OR -> a[i] | b[i];
          };
    }
  }

  private static long divide(long a, long b) {
    if (b == 0) {
      throw new IllegalArgumentException("div: integer division of %d by zero".formatted(a));
    }
    return a / b;
  }

  private static long power(long a, long b) {
    if (b < 0) {
      throw new IllegalArgumentException(
          "pow: expected an integer exponent >= 0, got %d; cast to a floating dtype".formatted(b));
    }
    long result = 1;
    long square = a;
    for (long e = b; e > 0; e >>= 1) {
      if ((e & 1) == 1) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }

  static void compare(Compare.Kind kind, double[] a, double[] b, byte[] y, int at, int n) {
    for (int i = 0; i < n; i++) {
      boolean holds =
          switch (kind) {
            case EQ -> a[i] == b[i];
            case NE -> a[i] != b[i];
            case LT -> a[i] < b[i];
            case LE -> a[i] <= b[i];
            case GT -> a[i] > b[i];
            case GE -> a[i] >= b[i];
          };
      y[at + i] = (byte) (holds ? 1 : 0);
    }
  }

  static void compare(Compare.Kind kind, long[] a, long[] b, byte[] y, int at, int n) {
    for (int i = 0; i < n; i++) {
      boolean holds =
          switch (kind) {
            case EQ -> a[i] == b[i];
            case NE -> a[i] != b[i];
            case LT -> a[i] < b[i];
            case LE -> a[i] <= b[i];
            case GT -> a[i] > b[i];
            case GE -> a[i] >= b[i];
          };
      y[at + i] = (byte) (holds ? 1 : 0);
    }
  }
}
