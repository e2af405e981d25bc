package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.TensorType;
import java.util.List;
import java.util.Locale;

/** A function of one element. x: any shape -> same shape. */
public record Unary(Kind kind) implements Primitive {
  public enum Kind {
    NEG,
    ABS,
    /** -1, 0 or 1. */
    SIGN,
    EXP,
    /** exp(x) - 1. */
    EXPM1,
    LOG,
    /** log(1 + x). */
    LOG1P,
    SQRT,
    /** 1 / sqrt(x). */
    RSQRT,
    SQUARE,
    SIN,
    COS,
    TANH,
    /** 1 / (1 + exp(-x)). */
    SIGMOID,
    /** max(x, 0); its gradient at 0 is 0. */
    RELU,
    /** log(1 + exp(x)), without overflow. */
    SOFTPLUS,
    ERF,
    FLOOR,
    CEIL,
    /** To the nearest integer, halves to even. */
    ROUND,
    /** Logical not; bool only. */
    NOT,
    /** Neither infinite nor NaN; the result is bool. */
    IS_FINITE
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    String op = kind.name().toLowerCase(Locale.ROOT);
    Rule.count(op, in, 1);
    TensorType t = in.get(0);
    switch (kind) {
      case NOT -> Rule.check(t.dtype() == DType.BOOL, "not: expected bool, got %s", t);
      case NEG, ABS, SIGN, SQUARE, RELU ->
          Rule.check(t.dtype() != DType.BOOL, "%s: expected a number, got %s", op, t);
      default -> Rule.floating(op, t);
    }
    return Rule.one(kind == Kind.IS_FINITE ? t.withDtype(DType.BOOL) : t);
  }

  @Override
  public void vjp(Node node, Vjp v) {
    Value x = node.in(0);
    Value y = node.result(0);
    Value g = v.grad();
    switch (kind) {
      case NEG -> v.give(0, g.negate());
      case ABS -> v.give(0, g.times(x.sign()));
      case EXP -> v.give(0, g.times(y));
      case EXPM1 -> v.give(0, g.times(y.plus(1)));
      case LOG -> v.give(0, g.div(x));
      case LOG1P -> v.give(0, g.div(x.plus(1)));
      case SQRT -> v.give(0, g.times(0.5).div(y));
      case RSQRT -> v.give(0, g.times(-0.5).times(y).times(y).times(y));
      case SQUARE -> v.give(0, g.times(x).times(2));
      case SIN -> v.give(0, g.times(x.unary(Kind.COS)));
      case COS -> v.give(0, g.times(x.unary(Kind.SIN)).negate());
      case TANH, SIGMOID, RELU -> v.give(0, Value.of(new ActivationGrad(kind), g, y));
      case SOFTPLUS -> v.give(0, g.times(x.sigmoid()));
      case ERF -> v.give(0, g.times(2 / Math.sqrt(Math.PI)).times(x.square().negate().exp()));
      case SIGN, FLOOR, CEIL, ROUND, NOT, IS_FINITE -> {
        // Constant almost everywhere: no gradient.
      }
    }
  }
}
