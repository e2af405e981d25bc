package dev.lamina.ops;

import dev.lamina.graph.Operand;
import dev.lamina.graph.Operation;
import java.util.List;

/** Functions of each element; part of {@link Ops}. */
abstract class MathOps {
  MathOps() {}

  static <T extends Operand<T>> T one(Operation op, T x) {
    return x.apply(op, List.of(x)).get(0);
  }

  static <T extends Operand<T>> T both(Operation op, T x1, T x2) {
    return x1.apply(op, List.of(x1, x2)).get(0);
  }

  private static <T extends Operand<T>> T map(Elementwise.Kind kind, T x) {
    return one(new Elementwise(kind), x);
  }

  /** |x|. */
  public static <T extends Operand<T>> T abs(T x) {
    return map(Elementwise.Kind.ABSOLUTE, x);
  }

  /** -x. */
  public static <T extends Operand<T>> T negative(T x) {
    return map(Elementwise.Kind.NEGATIVE, x);
  }

  /** -1, 0 or 1. */
  public static <T extends Operand<T>> T sign(T x) {
    return map(Elementwise.Kind.SIGN, x);
  }

  /** x². */
  public static <T extends Operand<T>> T square(T x) {
    return map(Elementwise.Kind.SQUARE, x);
  }

  /** Whether x is 0. */
  public static <T extends Operand<T>> T logicalNot(T x) {
    return map(Elementwise.Kind.LOGICAL_NOT, x);
  }

  /** Whether x is neither infinite nor NaN. */
  public static <T extends Operand<T>> T isfinite(T x) {
    return map(Elementwise.Kind.ISFINITE, x);
  }

  /** Whether x is NaN. */
  public static <T extends Operand<T>> T isnan(T x) {
    return map(Elementwise.Kind.ISNAN, x);
  }

  /** Whether x is infinite. */
  public static <T extends Operand<T>> T isinf(T x) {
    return map(Elementwise.Kind.ISINF, x);
  }

  /** The smallest whole number not below x. */
  public static <T extends Operand<T>> T ceil(T x) {
    return map(Elementwise.Kind.CEIL, x);
  }

  /** The largest whole number not above x. */
  public static <T extends Operand<T>> T floor(T x) {
    return map(Elementwise.Kind.FLOOR, x);
  }

  /** x without its fraction. */
  public static <T extends Operand<T>> T trunc(T x) {
    return map(Elementwise.Kind.TRUNC, x);
  }

  /** eˣ. */
  public static <T extends Operand<T>> T exp(T x) {
    return map(Elementwise.Kind.EXP, x);
  }

  /** 2ˣ. */
  public static <T extends Operand<T>> T exp2(T x) {
    return map(Elementwise.Kind.EXP2, x);
  }

  /** eˣ - 1, exact for small x. */
  public static <T extends Operand<T>> T expm1(T x) {
    return map(Elementwise.Kind.EXPM1, x);
  }

  /** The natural logarithm. */
  public static <T extends Operand<T>> T log(T x) {
    return map(Elementwise.Kind.LOG, x);
  }

  /** The logarithm to base 10. */
  public static <T extends Operand<T>> T log10(T x) {
    return map(Elementwise.Kind.LOG10, x);
  }

  /** log(1 + x), exact for small x. */
  public static <T extends Operand<T>> T log1p(T x) {
    return map(Elementwise.Kind.LOG1P, x);
  }

  /** The logarithm to base 2. */
  public static <T extends Operand<T>> T log2(T x) {
    return map(Elementwise.Kind.LOG2, x);
  }

  /** √x. */
  public static <T extends Operand<T>> T sqrt(T x) {
    return map(Elementwise.Kind.SQRT, x);
  }

  /** 1 / √x. */
  public static <T extends Operand<T>> T rsqrt(T x) {
    return map(Elementwise.Kind.RSQRT, x);
  }

  /** The cube root. */
  public static <T extends Operand<T>> T cbrt(T x) {
    return map(Elementwise.Kind.CBRT, x);
  }

  /** 1 / x. */
  public static <T extends Operand<T>> T reciprocal(T x) {
    return map(Elementwise.Kind.RECIPROCAL, x);
  }

  /** The sine. */
  public static <T extends Operand<T>> T sin(T x) {
    return map(Elementwise.Kind.SIN, x);
  }

  /** The cosine. */
  public static <T extends Operand<T>> T cos(T x) {
    return map(Elementwise.Kind.COS, x);
  }

  /** The tangent. */
  public static <T extends Operand<T>> T tan(T x) {
    return map(Elementwise.Kind.TAN, x);
  }

  /** The inverse of the sine, in [-π/2, π/2]. */
  public static <T extends Operand<T>> T arcsin(T x) {
    return map(Elementwise.Kind.ARCSIN, x);
  }

  /** The inverse of the cosine, in [0, π]. */
  public static <T extends Operand<T>> T arccos(T x) {
    return map(Elementwise.Kind.ARCCOS, x);
  }

  /** The inverse of the tangent, in (-π/2, π/2). */
  public static <T extends Operand<T>> T arctan(T x) {
    return map(Elementwise.Kind.ARCTAN, x);
  }

  /** (eˣ - e⁻ˣ) / 2. */
  public static <T extends Operand<T>> T sinh(T x) {
    return map(Elementwise.Kind.SINH, x);
  }

  /** (eˣ + e⁻ˣ) / 2. */
  public static <T extends Operand<T>> T cosh(T x) {
    return map(Elementwise.Kind.COSH, x);
  }

  /** sinh(x) / cosh(x). */
  public static <T extends Operand<T>> T tanh(T x) {
    return map(Elementwise.Kind.TANH, x);
  }

  /** The inverse of sinh. */
  public static <T extends Operand<T>> T arcsinh(T x) {
    return map(Elementwise.Kind.ARCSINH, x);
  }

  /** The inverse of cosh, for x ≥ 1. */
  public static <T extends Operand<T>> T arccosh(T x) {
    return map(Elementwise.Kind.ARCCOSH, x);
  }

  /** The inverse of tanh. */
  public static <T extends Operand<T>> T arctanh(T x) {
    return map(Elementwise.Kind.ARCTANH, x);
  }

  /** sin(πx) / (πx), 1 at 0. */
  public static <T extends Operand<T>> T sinc(T x) {
    return map(Elementwise.Kind.SINC, x);
  }

  /** πx / 180. */
  public static <T extends Operand<T>> T deg2rad(T x) {
    return map(Elementwise.Kind.DEG2RAD, x);
  }

  /** 180x / π. */
  public static <T extends Operand<T>> T rad2deg(T x) {
    return map(Elementwise.Kind.RAD2DEG, x);
  }

  /** The error function. */
  public static <T extends Operand<T>> T erf(T x) {
    return map(Elementwise.Kind.ERF, x);
  }

  /** 1 - erf(x). */
  public static <T extends Operand<T>> T erfc(T x) {
    return map(Elementwise.Kind.ERFC, x);
  }
}
