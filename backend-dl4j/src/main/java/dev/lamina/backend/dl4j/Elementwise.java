package dev.lamina.backend.dl4j;

import dev.lamina.graph.op.Binary;
import dev.lamina.graph.op.Compare;
import dev.lamina.graph.op.Unary;
import dev.lamina.tensor.Shape;
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
import org.nd4j.linalg.api.ops.impl.transforms.strict.SoftPlus;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;

/** Functions of single elements. */
final class Elementwise {
  private Elementwise() {}

  static void unary(Emitter e, Unary.Kind kind, Array x, Array y) {
    switch (kind) {
      case NOT -> e.call(OpSpec.of("boolean_not"), x, y);
      case RELU -> e.call(OpSpec.of("relu").reals(0), x, y);
      default -> e.transform(transform(kind), x, y);
    }
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
      case TANH -> new Tanh();
      case SIGMOID -> new Sigmoid();
      case SOFTPLUS -> new SoftPlus();
      case ERF -> new Erf();
      case FLOOR -> new Floor();
      case CEIL -> new Ceil();
      case ROUND -> new Rint();
      case IS_FINITE -> new IsFinite();
      case NOT, RELU -> throw new IllegalArgumentException("custom ops: " + kind);
    };
  }

  static void binary(Emitter e, Binary.Kind kind, Array a, Array b, Array y) {
    String op =
        switch (kind) {
          case ADD -> "add";
          case SUB -> "subtract";
          case MUL -> "multiply";
          case DIV -> "divide";
          case POW -> "Pow";
          case MAX -> "maximum";
          case MIN -> "minimum";
          case AND -> "boolean_and";
          case OR -> "boolean_or";
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

  /** ND4J's select takes equal shapes only. */
  static void select(Emitter e, Array condition, Array a, Array b, Array y) {
    Shape s = y.shape();
    List<Array> in = List.of(e.broadcast(condition, s), e.broadcast(a, s), e.broadcast(b, s));
    e.call(OpSpec.of("select"), in, List.of(y));
  }
}
