package dev.lamina.ops;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.List;

/** Divisors of whole numbers. */
final class WholeNumbers {
  private WholeNumbers() {}

  /** The greatest common divisor, by Euclid's algorithm: as many steps as any pair may need. */
  static Value gcd(Value a, Value b) {
    Value x = whole("gcd", a);
    Value y = whole("gcd", b);
    Shape shape = Shape.broadcast("gcd", x.shape(), y.shape());
    int steps =
        switch (x.dtype()) {
          case UINT8 -> 13;
          case INT32 -> 47;
          default -> 93;
        };
    Loops.Step out =
        Loops.scan(
            List.of(magnitude(x).broadcastTo(shape), magnitude(y).broadcastTo(shape)),
            List.of(Solving.iota(steps)),
            List.of(),
            false,
            (carry, entry, whole) -> step(carry.get(0), carry.get(1)));
    return out.carry().get(0);
  }

  private static Loops.Step step(Value a, Value b) {
    Value done = b.eq(0);
    Value divisor = done.select(Value.scalar(b.dtype(), 1), b);
    Value rest = a.minus(a.div(divisor).times(divisor));
    Value zero = Value.scalar(b.dtype(), 0);
    return new Loops.Step(List.of(done.select(a, b), done.select(zero, rest)), List.of());
  }

  /** |a b| / gcd(a, b); 0 where one of them is 0. */
  static Value lcm(Value a, Value b) {
    Value divisor = gcd(a, b);
    Value safe = divisor.eq(0).select(Value.scalar(divisor.dtype(), 1), divisor);
    return magnitude(a).div(safe).times(magnitude(b));
  }

  private static Value magnitude(Value x) {
    return x.dtype() == DType.UINT8 ? x : x.abs();
  }

  private static Value whole(String op, Value x) {
    if (x.dtype().isFloating() || x.dtype() == DType.BOOL) {
      throw new IllegalArgumentException(
          "%s: expected whole numbers, got %s; cast to int32 first".formatted(op, x.type()));
    }
    return x;
  }
}
