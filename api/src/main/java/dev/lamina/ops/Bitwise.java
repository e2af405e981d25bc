package dev.lamina.ops;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Binary;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.Arrays;

/** Whole numbers as bits, two's complement. Bool counts as one bit. */
final class Bitwise {
  private Bitwise() {}

  static Value and(Value a, Value b) {
    return whole("bitwise_and", a).binary(Binary.Kind.AND, whole("bitwise_and", b));
  }

  static Value or(Value a, Value b) {
    return whole("bitwise_or", a).binary(Binary.Kind.OR, whole("bitwise_or", b));
  }

  /** a | b without what both have. */
  static Value xor(Value a, Value b) {
    Value either = or(whole("bitwise_xor", a), b);
    Value both = and(a, b);
    return a.dtype() == DType.BOOL ? either.and(both.not()) : either.minus(both);
  }

  /** -1 - x (255 - x of uint8). */
  static Value invert(Value x) {
    return switch (whole("bitwise_invert", x).dtype()) {
      case BOOL -> x.not();
      case UINT8 -> x.rsub(255);
      default -> x.rsub(-1);
    };
  }

  /** a 2^b, of which the bits that fit remain; 0 for b outside [0, bits). */
  static Value left(Value a, Value b) {
    Value x = number("bitwise_left_shift", a);
    Value by = number("bitwise_left_shift", b);
    int most = 8 * x.dtype().bytes() - 1;
    Value product = x.times(power(x.dtype(), by, most));
    return inside(by, most).select(product, Value.scalar(x.dtype(), 0));
  }

  /** ⌊a / 2^b⌋; for b outside [0, bits) 0, or -1 if a is negative. */
  static Value right(Value a, Value b) {
    Value x = number("bitwise_right_shift", a);
    Value by = number("bitwise_right_shift", b);
    boolean signed = x.dtype() != DType.UINT8;
    int most = 8 * x.dtype().bytes() - (signed ? 2 : 1);
    Value quotient = Pairwise.floorDivide(x, power(x.dtype(), by, most));
    Value zero = Value.scalar(x.dtype(), 0);
    Value rest = signed ? x.lt(0).select(Value.scalar(x.dtype(), -1), zero) : zero;
    return inside(by, most).select(quotient, rest);
  }

  private static Value inside(Value by, int most) {
    return by.ge(0).and(by.le(Value.scalar(by.dtype(), most)));
  }

  /** 2^by for by in [0, most]. */
  private static Value power(DType dtype, Value by, int most) {
    long[] powers = new long[most + 1];
    Arrays.setAll(powers, i -> 1L << i);
    Value table = Value.constant(Tensor.wrap(powers, Shape.of(most + 1))).cast(dtype);
    return table.gather(0, by.cast(DType.INT64).clip(0, most));
  }

  private static Value number(String op, Value x) {
    return Promotion.number(whole(op, x));
  }

  private static Value whole(String op, Value x) {
    if (x.dtype().isFloating()) {
      throw new IllegalArgumentException(
          "%s: expected bool or whole numbers, got %s; cast floats to int32 first"
              .formatted(op, x.type()));
    }
    return x;
  }
}
