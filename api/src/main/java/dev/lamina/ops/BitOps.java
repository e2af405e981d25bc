package dev.lamina.ops;

import dev.lamina.graph.Operand;

/** Operations on bits and divisors of whole numbers; part of {@link Ops}. */
abstract class BitOps extends MathOps {
  BitOps() {}

  /** The bits that both have. */
  public static <T extends Operand<T>> T bitwiseAnd(T x, T y) {
    return both(Pairwise.of(Pairwise.Kind.BITWISE_AND), x, y);
  }

  public static <T extends Operand<T>> T bitwiseAnd(T x, int y) {
    return one(Pairwise.of(Pairwise.Kind.BITWISE_AND, y), x);
  }

  /** The bits that one has. */
  public static <T extends Operand<T>> T bitwiseOr(T x, T y) {
    return both(Pairwise.of(Pairwise.Kind.BITWISE_OR), x, y);
  }

  public static <T extends Operand<T>> T bitwiseOr(T x, int y) {
    return one(Pairwise.of(Pairwise.Kind.BITWISE_OR, y), x);
  }

  /** The bits in which they differ. */
  public static <T extends Operand<T>> T bitwiseXor(T x, T y) {
    return both(Pairwise.of(Pairwise.Kind.BITWISE_XOR), x, y);
  }

  public static <T extends Operand<T>> T bitwiseXor(T x, int y) {
    return one(Pairwise.of(Pairwise.Kind.BITWISE_XOR, y), x);
  }

  /** Every bit turned; bool: not. */
  public static <T extends Operand<T>> T bitwiseInvert(T x) {
    return one(new Elementwise(Elementwise.Kind.BITWISE_INVERT), x);
  }

  /** x 2^y, of which the bits that fit remain; 0 for y outside of [0, bits of the dtype). */
  public static <T extends Operand<T>> T leftShift(T x, T y) {
    return both(Pairwise.of(Pairwise.Kind.LEFT_SHIFT), x, y);
  }

  public static <T extends Operand<T>> T leftShift(T x, int y) {
    return one(Pairwise.of(Pairwise.Kind.LEFT_SHIFT, y), x);
  }

  /** The largest whole number not above x / 2^y; 0 or -1 for y outside of [0, bits). */
  public static <T extends Operand<T>> T rightShift(T x, T y) {
    return both(Pairwise.of(Pairwise.Kind.RIGHT_SHIFT), x, y);
  }

  public static <T extends Operand<T>> T rightShift(T x, int y) {
    return one(Pairwise.of(Pairwise.Kind.RIGHT_SHIFT, y), x);
  }

  /** Greatest common divisor of whole numbers. */
  public static <T extends Operand<T>> T gcd(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.GCD), x1, x2);
  }

  /** Least common multiple of whole numbers. */
  public static <T extends Operand<T>> T lcm(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.LCM), x1, x2);
  }

  /** x1 - x2 trunc(x1 / x2): the sign is x1's. */
  public static <T extends Operand<T>> T fmod(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.FMOD), x1, x2);
  }

  /** The larger; where one is NaN, the other. */
  public static <T extends Operand<T>> T fmax(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.FMAX), x1, x2);
  }

  /** The smaller; where one is NaN, the other. */
  public static <T extends Operand<T>> T fmin(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.FMIN), x1, x2);
  }

  /** log2(2^x1 + 2^x2), without overflow. */
  public static <T extends Operand<T>> T logaddexp2(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.LOGADDEXP2), x1, x2);
  }

  /** x1 2^x2. */
  public static <T extends Operand<T>> T ldexp(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.LDEXP), x1, x2);
  }

  /** The inverse of erf. */
  public static <T extends Operand<T>> T erfinv(T x) {
    return one(new Elementwise(Elementwise.Kind.ERFINV), x);
  }

  /** Whether x is -∞. */
  public static <T extends Operand<T>> T isneginf(T x) {
    return one(new Elementwise(Elementwise.Kind.ISNEGINF), x);
  }

  /** Whether x is +∞. */
  public static <T extends Operand<T>> T isposinf(T x) {
    return one(new Elementwise(Elementwise.Kind.ISPOSINF), x);
  }

  /** Whether the sign is negative, that of -0 too. */
  public static <T extends Operand<T>> T signbit(T x) {
    return one(new Elementwise(Elementwise.Kind.SIGNBIT), x);
  }
}
