package dev.lamina.ops;

import dev.lamina.graph.Operand;

/** Functions of two elements; part of {@link Ops}. Shapes broadcast, dtypes are promoted. */
abstract class PairOps extends BitOps {
  PairOps() {}

  /** x1 + x2. */
  public static <T extends Operand<T>> T add(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.ADD), x1, x2);
  }

  public static <T extends Operand<T>> T add(T x1, Number x2) {
    return one(Pairwise.of(Pairwise.Kind.ADD, x2), x1);
  }

  /** x1 - x2. */
  public static <T extends Operand<T>> T subtract(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.SUBTRACT), x1, x2);
  }

  public static <T extends Operand<T>> T subtract(T x1, Number x2) {
    return one(Pairwise.of(Pairwise.Kind.SUBTRACT, x2), x1);
  }

  /** x1 x2. */
  public static <T extends Operand<T>> T multiply(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.MULTIPLY), x1, x2);
  }

  public static <T extends Operand<T>> T multiply(T x1, Number x2) {
    return one(Pairwise.of(Pairwise.Kind.MULTIPLY, x2), x1);
  }

  /** x1 / x2; whole numbers become floats. */
  public static <T extends Operand<T>> T divide(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.TRUE_DIVIDE), x1, x2);
  }

  public static <T extends Operand<T>> T divide(T x1, Number x2) {
    return one(Pairwise.of(Pairwise.Kind.TRUE_DIVIDE, x2), x1);
  }

  /** x1 / x2, but 0 where x2 is 0. */
  public static <T extends Operand<T>> T divideNoNan(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.DIVIDE_NO_NAN), x1, x2);
  }

  public static <T extends Operand<T>> T divideNoNan(T x1, Number x2) {
    return one(Pairwise.of(Pairwise.Kind.DIVIDE_NO_NAN, x2), x1);
  }

  /** The largest whole number not above x1 / x2. */
  public static <T extends Operand<T>> T floorDivide(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.FLOOR_DIVIDE), x1, x2);
  }

  public static <T extends Operand<T>> T floorDivide(T x1, Number x2) {
    return one(Pairwise.of(Pairwise.Kind.FLOOR_DIVIDE, x2), x1);
  }

  /** x1 - x2 floor(x1 / x2): the sign is x2's. */
  public static <T extends Operand<T>> T mod(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.MOD), x1, x2);
  }

  public static <T extends Operand<T>> T mod(T x1, Number x2) {
    return one(Pairwise.of(Pairwise.Kind.MOD, x2), x1);
  }

  /** x1 to the power of x2. */
  public static <T extends Operand<T>> T power(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.POWER), x1, x2);
  }

  public static <T extends Operand<T>> T power(T x1, Number x2) {
    return one(Pairwise.of(Pairwise.Kind.POWER, x2), x1);
  }

  /** The larger one; where equal, the gradient goes to x1. */
  public static <T extends Operand<T>> T maximum(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.MAXIMUM), x1, x2);
  }

  public static <T extends Operand<T>> T maximum(T x1, Number x2) {
    return one(Pairwise.of(Pairwise.Kind.MAXIMUM, x2), x1);
  }

  /** The smaller one; where equal, the gradient goes to x1. */
  public static <T extends Operand<T>> T minimum(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.MINIMUM), x1, x2);
  }

  public static <T extends Operand<T>> T minimum(T x1, Number x2) {
    return one(Pairwise.of(Pairwise.Kind.MINIMUM, x2), x1);
  }

  /** x1 = x2. */
  public static <T extends Operand<T>> T equal(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.EQUAL), x1, x2);
  }

  public static <T extends Operand<T>> T equal(T x1, Number x2) {
    return one(Pairwise.of(Pairwise.Kind.EQUAL, x2), x1);
  }

  /** x1 ≠ x2. */
  public static <T extends Operand<T>> T notEqual(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.NOT_EQUAL), x1, x2);
  }

  public static <T extends Operand<T>> T notEqual(T x1, Number x2) {
    return one(Pairwise.of(Pairwise.Kind.NOT_EQUAL, x2), x1);
  }

  /** x1 > x2. */
  public static <T extends Operand<T>> T greater(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.GREATER), x1, x2);
  }

  public static <T extends Operand<T>> T greater(T x1, Number x2) {
    return one(Pairwise.of(Pairwise.Kind.GREATER, x2), x1);
  }

  /** x1 ≥ x2. */
  public static <T extends Operand<T>> T greaterEqual(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.GREATER_EQUAL), x1, x2);
  }

  public static <T extends Operand<T>> T greaterEqual(T x1, Number x2) {
    return one(Pairwise.of(Pairwise.Kind.GREATER_EQUAL, x2), x1);
  }

  /** x1 < x2. */
  public static <T extends Operand<T>> T less(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.LESS), x1, x2);
  }

  public static <T extends Operand<T>> T less(T x1, Number x2) {
    return one(Pairwise.of(Pairwise.Kind.LESS, x2), x1);
  }

  /** x1 ≤ x2. */
  public static <T extends Operand<T>> T lessEqual(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.LESS_EQUAL), x1, x2);
  }

  public static <T extends Operand<T>> T lessEqual(T x1, Number x2) {
    return one(Pairwise.of(Pairwise.Kind.LESS_EQUAL, x2), x1);
  }

  /** 0 where x1 < 0, x2 where it is 0, else 1. */
  public static <T extends Operand<T>> T heaviside(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.HEAVISIDE), x1, x2);
  }

  public static <T extends Operand<T>> T heaviside(T x1, Number x2) {
    return one(Pairwise.of(Pairwise.Kind.HEAVISIDE, x2), x1);
  }

  /** Whether both are true (not 0). */
  public static <T extends Operand<T>> T logicalAnd(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.LOGICAL_AND), x1, x2);
  }

  /** Whether one is true (not 0). */
  public static <T extends Operand<T>> T logicalOr(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.LOGICAL_OR), x1, x2);
  }

  /** Whether exactly one is true (not 0). */
  public static <T extends Operand<T>> T logicalXor(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.LOGICAL_XOR), x1, x2);
  }

  /** The angle of the point (x2, x1), in [-π, π]. */
  public static <T extends Operand<T>> T arctan2(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.ARCTAN2), x1, x2);
  }

  /** √(x1² + x2²), without overflow. */
  public static <T extends Operand<T>> T hypot(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.HYPOT), x1, x2);
  }

  /** log(exp(x1) + exp(x2)), without overflow. */
  public static <T extends Operand<T>> T logaddexp(T x1, T x2) {
    return both(Pairwise.of(Pairwise.Kind.LOGADDEXP), x1, x2);
  }
}
