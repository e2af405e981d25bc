package dev.lamina.backend.dl4j;

import dev.lamina.graph.op.Binary;
import dev.lamina.graph.op.Compare;
import dev.lamina.graph.op.Unary;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.impl.transforms.bool.IsFinite;
import org.nd4j.linalg.api.ops.impl.transforms.floating.RSqrt;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.same.Ceil;
import org.nd4j.linalg.api.ops.impl.transforms.same.Floor;
import org.nd4j.linalg.api.ops.impl.transforms.same.Negative;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Cos;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Expm1;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log1p;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Rint;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sin;

/** Functions of single elements. */
final class Elementwise {
  private Elementwise() {}

  static void unary(Emitter e, Unary.Kind kind, Array x, Array y) {
    switch (kind) {
      case NOT -> e.call(OpSpec.of("boolean_not"), x, y);
      case RELU -> e.call(OpSpec.of("relu").reals(0), x, y);
      case TANH -> e.call(OpSpec.of("tanh"), x, y);
      case SOFTPLUS -> softplus(e, x, y);
      case SQRT, RSQRT -> {
        if (x.hasFloats()) {
          e.add(new RootStep(kind == Unary.Kind.RSQRT, x, y));
        } else {
          e.transform(transform(kind), x, y);
        }
      }
      default -> e.transform(transform(kind), x, y);
    }
  }

  /** max(x, 0) + log(1 + exp(-|x|)); ND4J's own is log(1 + exp(x)), infinite from 89 on. */
  private static void softplus(Emitter e, Array x, Array y) {
    Array small = e.scratch(x.type());
    e.transform(new Abs(), x, small);
    e.transform(new Negative(), small, small);
    e.transform(new Exp(), small, small);
    e.transform(new Log1p(), small, small);
    Array positive = e.scratch(x.type());
    unary(e, Unary.Kind.RELU, x, positive);
    binary(e, Binary.Kind.ADD, positive, small, y);
  }

  private static Op transform(Unary.Kind kind) {
    return switch (kind) {
      case NEG -> new Negative();
      case ABS -> new Abs();
      case SIGN -> new Sign();
      case EXP -> new Exp();
      case EXPM1 -> new Expm1();
      case LOG -> new Log();
      case LOG1P -> new Log1p();
      case SQRT -> new Sqrt();
      case RSQRT -> new RSqrt();
      case SQUARE -> new Square();
      case SIN -> new Sin();
      case COS -> new Cos();
      case SIGMOID -> new Sigmoid();
      case ERF -> new Erf();
      case FLOOR -> new Floor();
      case CEIL -> new Ceil();
      case ROUND -> new Rint();
      case IS_FINITE -> new IsFinite();
      case NOT, RELU, TANH, SOFTPLUS -> throw new IllegalArgumentException("custom ops: " + kind);
    };
  }

  static void binary(Emitter e, Binary.Kind kind, Array a, Array b, Array y) {
    boolean bool = a.type().dtype() == DType.BOOL;
    String op =
        switch (kind) {
          case ADD -> "add";
          case SUB -> "subtract";
          case MUL -> "multiply";
          case DIV -> "divide";
          case POW -> "Pow";
          case MAX -> "maximum";
          case MIN -> "minimum";
          case AND -> bool ? "boolean_and" : "bitwise_and";
          case OR -> bool ? "boolean_or" : "bitwise_or";
        };
    e.call(OpSpec.of(op), List.of(a, b), List.of(y));
  }

  static void compare(Emitter e, Compare.Kind kind, Array a, Array b, Array y) {
    String op =
        switch (kind) {
          case EQ -> "equals";
          case NE -> "not_equals";
          case LT -> "less";
          case LE -> "less_equal";
          case GT -> "greater";
          case GE -> "greater_equal";
        };
    e.call(OpSpec.of(op), List.of(a, b), List.of(y));
  }

  /**
   * b ^ ((a ^ b) m) on the bits, m being 1 where the condition holds and 0 elsewhere: exact for all
   * values. ND4J's own select takes equal shapes only, and 60 ns an element.
   */
  static void select(Emitter e, Array condition, Array a, Array b, Array y, boolean bIsZero) {
    DType bits =
        switch (y.type().dtype().bytes()) {
          case 8 -> DType.INT64;
          case 4 -> DType.INT32;
          default -> DType.UINT8;
        };
    Array m = mask(e, condition, bits);
    Array to = y.as(bits);
    if (bIsZero) {
      e.call(OpSpec.of("multiply"), List.of(a.as(bits), m), List.of(to));
      return;
    }
    Shape both = Shape.broadcast("select", a.shape(), b.shape());
    Array difference = e.scratch(new TensorType(bits, both));
    e.call(OpSpec.of("bitwise_xor"), List.of(a.as(bits), b.as(bits)), List.of(difference));
    Array chosen = e.scratch(to.type());
    e.call(OpSpec.of("multiply"), List.of(difference, m), List.of(chosen));
    e.call(OpSpec.of("bitwise_xor"), List.of(chosen, b.as(bits)), List.of(to));
  }

  private static Array mask(Emitter e, Array condition, DType bits) {
    if (bits == DType.UINT8) {
      return condition.as(bits);
    }
    Array m = e.scratch(condition.type().withDtype(bits));
    cast(e, condition, m);
    return m;
  }

  static void cast(Emitter e, Array x, Array y) {
    e.call(OpSpec.of("cast", Nd4jTypes.of(y.type().dtype()).toInt()), x, y);
  }
}
