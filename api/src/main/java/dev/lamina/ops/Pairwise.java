package dev.lamina.ops;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Arctan;
import dev.lamina.graph.op.Compare;
import dev.lamina.tensor.DType;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * A function of two elements. x1, x2: shapes that broadcast as in NumPy; different dtypes are
 * promoted. Either side may be a number.
 *
 * @param x1 the first operand if it is a number
 * @param x2 the second operand if it is a number
 */
public record Pairwise(Kind kind, Optional<Number> x1, Optional<Number> x2) implements Operation {
  /** Keras' class of this name, such as {@code TrueDivide}. */
  public enum Kind {
    ADD((a, b) -> number(a).plus(number(b))),
    SUBTRACT((a, b) -> number(a).minus(number(b))),
    MULTIPLY((a, b) -> number(a).times(number(b))),
    DIVIDE((a, b) -> real(a).div(real(b))),
    TRUE_DIVIDE((a, b) -> real(a).div(real(b))),
    /** a / b, but 0 where b is 0. */
    DIVIDE_NO_NAN((a, b) -> divideNoNan(real(a), real(b))),
    /** The largest whole number not above a / b. */
    FLOOR_DIVIDE((a, b) -> floorDivide(number(a), number(b))),
    /** a - b floor(a / b): the sign is b's. */
    MOD((a, b) -> number(a).minus(floorDivide(number(a), number(b)).times(number(b)))),
    POWER((a, b) -> number(a).pow(number(b))),
    MAXIMUM((a, b) -> number(a).max(number(b))),
    MINIMUM((a, b) -> number(a).min(number(b))),
    EQUAL((a, b) -> comparable(a).compare(Compare.Kind.EQ, comparable(b))),
    NOT_EQUAL((a, b) -> comparable(a).compare(Compare.Kind.NE, comparable(b))),
    GREATER((a, b) -> comparable(a).compare(Compare.Kind.GT, comparable(b))),
    GREATER_EQUAL((a, b) -> comparable(a).compare(Compare.Kind.GE, comparable(b))),
    LESS((a, b) -> comparable(a).compare(Compare.Kind.LT, comparable(b))),
    LESS_EQUAL((a, b) -> comparable(a).compare(Compare.Kind.LE, comparable(b))),
    LOGICAL_AND((a, b) -> truth(a).and(truth(b))),
    LOGICAL_OR((a, b) -> truth(a).or(truth(b))),
    LOGICAL_XOR((a, b) -> truth(a).or(truth(b)).and(truth(a).and(truth(b)).not())),
    /** The angle of the point (b, a), in [-π, π]. */
    ARCTAN2((a, b) -> arctan2(real(a), real(b))),
    /** √(a² + b²), without overflow. */
    HYPOT((a, b) -> hypot(real(a).abs(), real(b).abs())),
    /** log(exp(a) + exp(b)), without overflow. */
    LOGADDEXP((a, b) -> real(a).max(real(b)).plus(distance(a, b).negate().exp().log1p())),
    /** 0 below 0, b at 0, 1 above. */
    HEAVISIDE((a, b) -> heaviside(real(a), real(b))),
    /** log2(2^a + 2^b), without overflow. */
    LOGADDEXP2((a, b) -> logAddExp2(real(a), real(b))),
    /** a 2^b. */
    LDEXP((a, b) -> real(a).times(Value.scalar(real(b).dtype(), 2).pow(real(b)))),
    /** The larger; where one is NaN, the other. */
    FMAX((a, b) -> unlessNan(number(a), number(b), number(a).max(number(b)))),
    /** The smaller; where one is NaN, the other. */
    FMIN((a, b) -> unlessNan(number(a), number(b), number(a).min(number(b)))),
    /** a - b trunc(a / b): the sign is a's. */
    FMOD((a, b) -> fmod(number(a), number(b))),
    /** Greatest common divisor. */
    GCD(WholeNumbers::gcd),
    /** Least common multiple. */
    LCM(WholeNumbers::lcm),
    BITWISE_AND(Bitwise::and),
    BITWISE_OR(Bitwise::or),
    BITWISE_XOR(Bitwise::xor),
    /** a 2^b, of which the bits that fit remain. */
    BITWISE_LEFT_SHIFT(Bitwise::left),
    LEFT_SHIFT(Bitwise::left),
    /** The largest whole number not above a / 2^b. */
    BITWISE_RIGHT_SHIFT(Bitwise::right),
    RIGHT_SHIFT(Bitwise::right);

    // Pure functions; the checker cannot know.
    @SuppressWarnings("ImmutableEnumChecker")
    private final BinaryOperator<Value> function;

    Kind(BinaryOperator<Value> function) {
      this.function = function;
    }
  }

  public Pairwise {
    if (x1.isPresent() && x2.isPresent()) {
      throw new IllegalArgumentException(
          "%s: expected at least one tensor, got the numbers %s and %s"
              .formatted(kind, x1.get(), x2.get()));
    }
  }

  static Pairwise of(Kind kind) {
    return new Pairwise(kind, Optional.empty(), Optional.empty());
  }

  static Pairwise of(Kind kind, Number x2) {
    return new Pairwise(kind, Optional.empty(), Optional.of(x2));
  }

  static Pairwise of(Number x1, Kind kind) {
    return new Pairwise(kind, Optional.of(x1), Optional.empty());
  }

  @Override
  public List<Value> write(List<Value> inputs) {
    Value tensor = inputs.get(0);
    Value a = x1.map(n -> beside(n, tensor)).orElse(tensor);
    Value b = x2.map(n -> beside(n, tensor)).orElse(inputs.get(inputs.size() - 1));
    List<Value> both = Promotion.together(List.of(a, b));
    return List.of(kind.function.apply(both.get(0), both.get(1)));
  }

  private static Value beside(Number n, Value tensor) {
    return Value.scalar(Promotion.beside(n, tensor.dtype()), n.doubleValue());
  }

  @Override
  public String kerasName() {
    return Classes.name(kind);
  }

  private static Value number(Value x) {
    return Promotion.number(x);
  }

  private static Value real(Value x) {
    return Promotion.floating(x);
  }

  private static Value truth(Value x) {
    return Promotion.truth(x);
  }

  private static Value comparable(Value x) {
    return x.dtype() == DType.BOOL ? x.cast(DType.INT32) : x;
  }

  private static Value distance(Value a, Value b) {
    return real(a).minus(real(b)).abs();
  }

  private static Value zero(Value like) {
    return Value.scalar(like.dtype(), 0);
  }

  private static Value one(Value like) {
    return Value.scalar(like.dtype(), 1);
  }

  private static Value divideNoNan(Value a, Value b) {
    Value none = b.eq(0);
    return none.select(zero(a), a.div(none.select(one(b), b)));
  }

  static Value floorDivide(Value a, Value b) {
    if (a.dtype().isFloating()) {
      return a.div(b).floor();
    }
    // The engines' division of whole numbers goes toward zero.
    Value quotient = a.div(b);
    Value rest = a.minus(quotient.times(b));
    Value below = rest.ne(0).and(rest.lt(0).cast(DType.INT32).eq(b.lt(0).cast(DType.INT32)).not());
    return quotient.minus(below.cast(a.dtype()));
  }

  private static Value logAddExp2(Value a, Value b) {
    Value small = a.minus(b).abs().times(-Math.log(2)).exp().log1p();
    return a.max(b).plus(small.times(1 / Math.log(2)));
  }

  private static Value unlessNan(Value a, Value b, Value otherwise) {
    return Elementwise.nan(a).select(b, Elementwise.nan(b).select(a, otherwise));
  }

  private static Value fmod(Value a, Value b) {
    Value quotient = a.div(b);
    Value whole = a.dtype().isFloating() ? quotient.sign().times(quotient.abs().floor()) : quotient;
    return a.minus(whole.times(b));
  }

  private static Value arctan2(Value y, Value x) {
    Value onAxis = x.eq(0);
    Value ratio = y.div(onAxis.select(one(x), x));
    Value angle = Value.of(new Arctan(), ratio);
    Value side = y.lt(0).select(Value.scalar(y.dtype(), -1), one(y));
    Value behind = angle.plus(side.times(Math.PI));
    Value off = x.lt(0).select(behind, angle);
    return onAxis.select(y.sign().times(Math.PI / 2), off);
  }

  private static Value hypot(Value a, Value b) {
    Value large = a.max(b);
    Value none = large.eq(0);
    Value scale = none.select(one(a), large);
    Value squares = a.div(scale).square().plus(b.div(scale).square());
    return none.select(zero(a), scale.times(none.select(one(a), squares).sqrt()));
  }

  private static Value heaviside(Value a, Value b) {
    return a.eq(0)
        .select(b.broadcastTo(a.plus(b).shape()), a.gt(0).cast(a.dtype()).plus(b.times(0)));
  }
}
