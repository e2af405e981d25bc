package dev.lamina.backend.onednn;

import dev.lamina.graph.op.Binary;
import dev.lamina.graph.op.Compare;
import dev.lamina.graph.op.Unary;
import java.util.Arrays;

/** Elementwise loops on floats; bool is 0 or 1. */
final class FloatLoops {
  private interface Function {
    float of(float x);
  }

  private interface Function2 {
    float of(float a, float b);
  }

  private FloatLoops() {}

  private static Loop map(float[] x, float[] y, Function f) {
    return n -> {
      for (int i = 0; i < n; i++) {
        y[i] = f.of(x[i]);
      }
    };
  }

  private static Loop map(float[] a, float[] b, float[] y, Function2 f) {
    return n -> {
      for (int i = 0; i < n; i++) {
        y[i] = f.of(a[i], b[i]);
      }
    };
  }

  static Loop unary(Unary.Kind kind, float[] x, float[] y) {
    return switch (kind) {
      case NEG ->
          n -> {
            for (int i = 0; i < n; i++) {
              y[i] = -x[i];
            }
          };
      case ABS ->
          n -> {
            for (int i = 0; i < n; i++) {
              y[i] = Math.abs(x[i]);
            }
          };
      case SQUARE ->
          n -> {
            for (int i = 0; i < n; i++) {
              y[i] = x[i] * x[i];
            }
          };
      case SQRT ->
          n -> {
            for (int i = 0; i < n; i++) {
              y[i] = (float) Math.sqrt(x[i]);
            }
          };
      case RELU ->
          n -> {
            for (int i = 0; i < n; i++) {
              y[i] = Math.max(x[i], 0f);
            }
          };
      case RSQRT -> map(x, y, v -> (float) (1 / Math.sqrt(v)));
      case SIGN -> map(x, y, Math::signum);
      case EXP -> map(x, y, v -> (float) Math.exp(v));
      case EXPM1 -> map(x, y, v -> (float) Math.expm1(v));
      case LOG -> map(x, y, v -> (float) Math.log(v));
      case LOG1P -> map(x, y, v -> (float) Math.log1p(v));
      case SIN -> map(x, y, v -> (float) Math.sin(v));
      case COS -> map(x, y, v -> (float) Math.cos(v));
      case TANH -> map(x, y, v -> (float) Math.tanh(v));
      case SIGMOID -> map(x, y, v -> (float) (1 / (1 + Math.exp(-v))));
      case SOFTPLUS -> map(x, y, FloatLoops::softplus);
      case ERF -> {
        var erf = new Erf();
        yield map(x, y, v -> (float) erf.of(v));
      }
      case FLOOR -> map(x, y, v -> (float) Math.floor(v));
      case CEIL -> map(x, y, v -> (float) Math.ceil(v));
      case ROUND -> map(x, y, v -> (float) Math.rint(v));
      case NOT -> map(x, y, v -> 1 - v);
      case IS_FINITE -> map(x, y, v -> Float.isFinite(v) ? 1f : 0f);
    };
  }

  private static float softplus(float x) {
    return (float) (Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs((double) x))));
  }

  static Loop gelu(boolean approximate, float[] x, float[] y) {
    if (approximate) {
      double c = Math.sqrt(2 / Math.PI);
      return map(x, y, v -> (float) (0.5 * v * (1 + Math.tanh(c * (v + 0.044715 * v * v * v)))));
    }
    var erf = new Erf();
    double half = Math.sqrt(0.5);
    return map(x, y, v -> (float) (0.5 * v * (1 + erf.of(v * half))));
  }

  static Loop silu(float[] x, float[] y) {
    return map(x, y, v -> (float) (v / (1 + Math.exp(-v))));
  }

  static Loop elu(double alpha, float[] x, float[] y) {
    return map(x, y, v -> v > 0 ? v : (float) (alpha * Math.expm1(v)));
  }

  static Loop leakyRelu(float slope, float[] x, float[] y) {
    return map(x, y, v -> v >= 0 ? v : slope * v);
  }

  static Loop binary(Binary.Kind kind, float[] a, float[] b, float[] y) {
    return switch (kind) {
      case ADD ->
          n -> {
            for (int i = 0; i < n; i++) {
              y[i] = a[i] + b[i];
            }
          };
      case SUB ->
          n -> {
            for (int i = 0; i < n; i++) {
              y[i] = a[i] - b[i];
            }
          };
      case MUL, AND ->
          n -> {
            for (int i = 0; i < n; i++) {
              y[i] = a[i] * b[i];
            }
          };
      case DIV ->
          n -> {
            for (int i = 0; i < n; i++) {
              y[i] = a[i] / b[i];
            }
          };
      case MAX, OR ->
          n -> {
            for (int i = 0; i < n; i++) {
              y[i] = Math.max(a[i], b[i]);
            }
          };
      case MIN ->
          n -> {
            for (int i = 0; i < n; i++) {
              y[i] = Math.min(a[i], b[i]);
            }
          };
      case POW -> map(a, b, y, (p, q) -> (float) Math.pow(p, q));
    };
  }

  static Loop compare(Compare.Kind kind, float[] a, float[] b, float[] y) {
    return switch (kind) {
      case EQ -> map(a, b, y, (p, q) -> p == q ? 1 : 0);
      case NE -> map(a, b, y, (p, q) -> p != q ? 1 : 0);
      case LT -> map(a, b, y, (p, q) -> p < q ? 1 : 0);
      case LE -> map(a, b, y, (p, q) -> p <= q ? 1 : 0);
      case GT -> map(a, b, y, (p, q) -> p > q ? 1 : 0);
      case GE -> map(a, b, y, (p, q) -> p >= q ? 1 : 0);
    };
  }

  static Loop select(float[] condition, float[] a, float[] b, float[] y) {
    return n -> {
      for (int i = 0; i < n; i++) {
        y[i] = condition[i] != 0 ? a[i] : b[i];
      }
    };
  }

  static Loop isNonZero(float[] x, float[] y) {
    return map(x, y, v -> v != 0 ? 1 : 0);
  }

  static Loop copy(float[] x, float[] y) {
    return n -> System.arraycopy(x, 0, y, 0, n);
  }

  static void fill(float[] y, float value, int from, int n) {
    Arrays.fill(y, from, from + n, value);
  }
}
