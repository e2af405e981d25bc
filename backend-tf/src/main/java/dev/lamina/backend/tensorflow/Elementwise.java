package dev.lamina.backend.tensorflow;

import dev.lamina.graph.Node;
import dev.lamina.graph.op.Binary;
import dev.lamina.graph.op.Cast;
import dev.lamina.graph.op.Compare;
import dev.lamina.graph.op.Select;
import dev.lamina.graph.op.Unary;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.List;

/** Functions of single elements. */
final class Elementwise {
  private Elementwise() {}

  static void register(Kernels k) {
    k.on(Unary.class, (e, op, node, in) -> List.of(unary(e, op.kind(), node, in.get(0))));
    k.on(Binary.class, (e, op, node, in) -> List.of(binary(e, op.kind(), node, in)));
    k.on(Compare.class, (e, op, node, in) -> List.of(compare(e, op.kind(), node, in)));
    k.on(
        Select.class,
        (e, op, node, in) -> List.of(e.op("SelectV2", in.get(0), in.get(1), in.get(2))));
    k.on(Cast.class, (e, op, node, in) -> List.of(e.cast(in.get(0), Types.of(op.to()))));
  }

  private static Out unary(Emit e, Unary.Kind kind, Node node, Out x) {
    boolean unsigned = node.in(0).dtype() == DType.UINT8;
    return switch (kind) {
      case NEG -> unsigned ? e.op("Sub", e.scalar(DType.UINT8, 0), x) : e.op("Neg", x);
      case ABS -> unsigned ? x : e.op("Abs", x);
      case SIGN -> unsigned ? e.op("Minimum", x, e.scalar(DType.UINT8, 1)) : e.op("Sign", x);
      case SQUARE -> unsigned ? e.op("Mul", x, x) : e.op("Square", x);
      case RELU -> unsigned ? x : e.op("Relu", x);
      case EXP -> e.op("Exp", x);
      case EXPM1 -> e.op("Expm1", x);
      case LOG -> e.op("Log", x);
      case LOG1P -> e.op("Log1p", x);
      case SQRT -> e.op("Sqrt", x);
      case RSQRT -> e.op("Rsqrt", x);
      case SIN -> e.op("Sin", x);
      case COS -> e.op("Cos", x);
      case TANH -> e.op("Tanh", x);
      case SIGMOID -> e.op("Sigmoid", x);
      case SOFTPLUS -> e.op("Softplus", x);
      case ERF -> e.op("Erf", x);
      case FLOOR -> e.op("Floor", x);
      case CEIL -> e.op("Ceil", x);
      case ROUND -> e.op("Rint", x);
      case NOT -> e.op("LogicalNot", x);
      case IS_FINITE -> e.op("IsFinite", x);
    };
  }

  private static Out binary(Emit e, Binary.Kind kind, Node node, List<Out> in) {
    Shape shape = node.result(0).shape();
    Out a = e.operand(in.get(0), node.in(0).shape(), shape);
    Out b = e.operand(in.get(1), node.in(1).shape(), shape);
    DType dtype = node.in(0).dtype();
    return switch (kind) {
      case ADD -> addsBias(node) ? e.op("BiasAdd", a, b) : e.op("AddV2", a, b);
      case SUB -> e.op("Sub", a, b);
      case MUL -> e.op("Mul", a, b);
      case DIV -> e.op(dtype.isFloating() ? "RealDiv" : "Div", a, b);
      case POW -> {
        if (dtype != DType.UINT8) {
          yield e.op("Pow", a, b);
        }
        Out wide = e.op("Pow", e.cast(a, Types.INT64), e.cast(b, Types.INT64));
        yield e.cast(wide, Types.UINT8);
      }
      case MAX -> e.op("Maximum", a, b);
      case MIN -> e.op("Minimum", a, b);
      case AND -> e.op(dtype == DType.BOOL ? "LogicalAnd" : "BitwiseAnd", a, b);
      case OR -> e.op(dtype == DType.BOOL ? "LogicalOr" : "BitwiseOr", a, b);
    };
  }

  /** A vector added to the last axis: TensorFlow has a kernel for it and fuses it into products. */
  private static boolean addsBias(Node node) {
    Shape x = node.in(0).shape();
    Shape b = node.in(1).shape();
    return node.in(0).dtype().isFloating()
        && b.rank() == 1
        && x.rank() >= 2
        && x.rank() <= 5
        && x.size() > 0
        && x.dim(-1) == b.dim(0);
  }

  private static Out compare(Emit e, Compare.Kind kind, Node node, List<Out> in) {
    boolean order = kind != Compare.Kind.EQ && kind != Compare.Kind.NE;
    boolean widen = order && node.in(0).dtype() == DType.BOOL;
    Shape shape = node.result(0).shape();
    Out x = e.operand(in.get(0), node.in(0).shape(), shape);
    Out y = e.operand(in.get(1), node.in(1).shape(), shape);
    Out a = widen ? e.cast(x, Types.UINT8) : x;
    Out b = widen ? e.cast(y, Types.UINT8) : y;
    return switch (kind) {
      case EQ -> e.op("Equal", a, b);
      case NE -> e.op("NotEqual", a, b);
      case LT -> e.op("Less", a, b);
      case LE -> e.op("LessEqual", a, b);
      case GT -> e.op("Greater", a, b);
      case GE -> e.op("GreaterEqual", a, b);
    };
  }
}
