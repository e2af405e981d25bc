package dev.lamina.ops;

import dev.lamina.activations.Activations;
import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Arctan;
import dev.lamina.graph.op.Unary;
import java.util.function.UnaryOperator;

/** A function of each element, without further arguments. x: any shape -> same shape. */
public record Elementwise(Kind kind) implements Operation.OfOne {
  /**
   * Keras' class of this name, such as {@code Log1p}. Whole numbers become float32 where needed.
   */
  public enum Kind {
    ABSOLUTE(x -> Promotion.number(x).abs()),
    ABS(x -> Promotion.number(x).abs()),
    NEGATIVE(x -> Promotion.number(x).negate()),
    SIGN(x -> Promotion.number(x).sign()),
    SQUARE(x -> Promotion.number(x).square()),
    LOGICAL_NOT(x -> Promotion.truth(x).not()),
    ISFINITE(x -> finite(real(x))),
    ISNAN(x -> nan(real(x))),
    ISINF(x -> infinite(real(x))),
    CEIL(x -> real(x).unary(Unary.Kind.CEIL)),
    FLOOR(x -> real(x).floor()),
    /** Toward zero. */
    TRUNC(x -> real(x).sign().times(real(x).abs().floor())),
    EXP(x -> real(x).exp()),
    EXP2(x -> real(x).times(Math.log(2)).exp()),
    /** exp(x) - 1. */
    EXPM1(x -> real(x).unary(Unary.Kind.EXPM1)),
    LOG(x -> real(x).log()),
    LOG10(x -> real(x).log().times(1 / Math.log(10))),
    /** log(1 + x). */
    LOG1P(x -> real(x).log1p()),
    LOG2(x -> real(x).log().times(1 / Math.log(2))),
    SQRT(x -> real(x).sqrt()),
    /** 1 / √x. */
    RSQRT(x -> real(x).rsqrt()),
    CBRT(x -> real(x).sign().times(real(x).abs().pow(1 / 3.0))),
    /** 1 / x. */
    RECIPROCAL(x -> real(x).rdiv(1)),
    SIN(x -> real(x).unary(Unary.Kind.SIN)),
    COS(x -> real(x).unary(Unary.Kind.COS)),
    TAN(x -> real(x).unary(Unary.Kind.SIN).div(real(x).unary(Unary.Kind.COS))),
    /** 2 arctan(x / (1 + √(1 - x²))). */
    ARCSIN(x -> arcsin(real(x))),
    /** π/2 - arcsin(x). */
    ARCCOS(x -> arcsin(real(x)).rsub(Math.PI / 2)),
    ARCTAN(x -> Value.of(new Arctan(), real(x))),
    SINH(x -> expm1(real(x)).minus(expm1(real(x).negate())).times(0.5)),
    COSH(x -> real(x).exp().plus(real(x).negate().exp()).times(0.5)),
    TANH(x -> real(x).tanh()),
    /** sign(x) log(1 + |x| + x² / (1 + √(1 + x²))). */
    ARCSINH(x -> arcsinh(real(x))),
    /** log(1 + t + √(2t + t²)), t = x - 1. */
    ARCCOSH(x -> arccosh(real(x).minus(1))),
    ARCTANH(x -> real(x).log1p().minus(real(x).negate().log1p()).times(0.5)),
    /** sin(πx) / (πx), 1 at 0. */
    SINC(x -> sinc(real(x).times(Math.PI))),
    DEG2RAD(x -> real(x).times(Math.PI / 180)),
    RAD2DEG(x -> real(x).times(180 / Math.PI)),
    ERF(x -> real(x).erf()),
    /** 1 - erf(x). */
    ERFC(x -> real(x).erf().rsub(1)),
    /** The inverse of erf. */
    ERFINV(x -> InverseErf.of(real(x))),
    /** The modified Bessel function of the first kind and order 0. */
    I0(x -> Bessel.i0(real(x))),
    /** |x| as a float. */
    FABS(x -> real(x).abs()),
    ISNEGINF(x -> infinite(real(x)).and(real(x).lt(0))),
    ISPOSINF(x -> infinite(real(x)).and(real(x).gt(0))),
    /** Whether the sign is negative, that of -0 too. */
    SIGNBIT(x -> negative(x)),
    /** Every bit turned: -1 - x (255 - x of uint8); bool: not. */
    BITWISE_INVERT(Bitwise::invert),
    BITWISE_NOT(Bitwise::invert),
    RELU(Value::relu),
    RELU6(Activations.RELU6::apply),
    SIGMOID(x -> real(x).sigmoid()),
    SILU(x -> Activations.SILU.apply(real(x))),
    SELU(x -> Activations.SELU.apply(real(x))),
    SOFTPLUS(x -> real(x).softplus()),
    SOFTSIGN(x -> Activations.SOFTSIGN.apply(real(x))),
    LOG_SIGMOID(x -> Activations.LOG_SIGMOID.apply(real(x))),
    HARD_SIGMOID(x -> Activations.HARD_SIGMOID.apply(real(x))),
    HARD_SILU(x -> Activations.HARD_SILU.apply(real(x))),
    HARD_TANH(x -> Activations.HARD_TANH.apply(real(x))),
    TANH_SHRINK(x -> Activations.TANH_SHRINK.apply(real(x))),
    SPARSE_PLUS(x -> Activations.SPARSE_PLUS.apply(real(x))),
    SPARSE_SIGMOID(x -> Activations.SPARSE_SIGMOID.apply(real(x)));

    // Pure functions; the checker cannot know.
    @SuppressWarnings("ImmutableEnumChecker")
    private final UnaryOperator<Value> function;

    Kind(UnaryOperator<Value> function) {
      this.function = function;
    }
  }

  @Override
  public Value write(Value x) {
    return kind.function.apply(x);
  }

  @Override
  public String kerasName() {
    return Classes.name(kind);
  }

  private static Value real(Value x) {
    return Promotion.floating(x);
  }

  private static Value expm1(Value x) {
    return x.unary(Unary.Kind.EXPM1);
  }

  static Value finite(Value x) {
    return x.unary(Unary.Kind.IS_FINITE);
  }

  private static Value infinite(Value x) {
    return finite(x).or(nan(x)).not();
  }

  private static Value negative(Value in) {
    Value x = Promotion.number(in);
    return x.dtype().isFloating() ? x.eq(0).select(x.rdiv(1), x).lt(0) : x.lt(0);
  }

  /** Only NaN is neither below 0 nor at least 0. */
  static Value number(Value x) {
    return x.lt(0).or(x.ge(0));
  }

  static Value nan(Value x) {
    return number(x).not();
  }

  private static Value arcsin(Value x) {
    Value root = x.square().rsub(1).sqrt();
    return Value.of(new Arctan(), x.div(root.plus(1))).times(2);
  }

  private static Value arcsinh(Value x) {
    Value square = x.square();
    Value more = square.div(square.plus(1).sqrt().plus(1));
    return x.sign().times(x.abs().plus(more).log1p());
  }

  private static Value arccosh(Value t) {
    return t.plus(t.times(t.plus(2)).sqrt()).log1p();
  }

  private static Value sinc(Value x) {
    Value zero = x.eq(0);
    Value one = Value.scalar(x.dtype(), 1);
    Value safe = zero.select(one, x);
    return zero.select(one, safe.unary(Unary.Kind.SIN).div(safe));
  }
}
