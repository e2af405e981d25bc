package dev.lamina.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_div;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_max;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_min;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_mul;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_sub;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_abs;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_elu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_exp;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_gelu_erf;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_gelu_tanh;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_linear;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_log;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_logistic;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_pow;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_round;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_soft_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_sqrt;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_square;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_swish;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_tanh;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Binary;
import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.Elu;
import dev.lamina.graph.op.Gelu;
import dev.lamina.graph.op.LeakyRelu;
import dev.lamina.graph.op.MatMul;
import dev.lamina.graph.op.Op;
import dev.lamina.graph.op.Silu;
import dev.lamina.graph.op.Unary;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.OptionalDouble;

/** The elementwise ops as the library knows them: which there are, and each as post-operations. */
final class Eltwise {
  /** How an operand that broadcasts to the result is laid out for the primitive at hand. */
  interface Operands {
    Descriptor layout(Shape operand);
  }

  private Eltwise() {}

  /** Whether the op is elementwise on floats and the library has it. */
  static boolean isElementwise(Node n) {
    if (n.inputs().isEmpty()
        || n.results().size() != 1
        || n.result(0).dtype() != DType.FLOAT32
        || n.in(0).dtype() != DType.FLOAT32) {
      return false;
    }
    Op op = n.op();
    if (op instanceof Unary u) {
      return switch (u.kind()) {
        case SIGN, EXPM1, LOG1P, SIN, COS, ERF, FLOOR, CEIL, NOT, IS_FINITE -> false;
        default -> true;
      };
    }
    if (op instanceof Binary b) {
      return b.kind() != Binary.Kind.POW || Scalars.of(n.in(1)).isPresent();
    }
    return op instanceof Gelu || op instanceof Silu || op instanceof Elu || op instanceof LeakyRelu;
  }

  /** Whether the node is done by a primitive of its own rather than by a Java loop. */
  static boolean worthPrimitive(Node n, Costs costs) {
    return isElementwise(n) && !costs.isSmall(n.result(0).shape());
  }

  /** Whether the node's kernel can go on with elementwise nodes. */
  static boolean takesTail(Node head) {
    return isElementwise(head)
        || ((head.op() instanceof MatMul || head.op() instanceof Conv)
            && head.result(0).dtype() == DType.FLOAT32);
  }

  /** Whether the node can be done on a result of the same shape that is its input {@code i}. */
  static boolean canFollow(Node n, int i) {
    if (!isElementwise(n)) {
      return false;
    }
    Shape shape = n.result(0).shape();
    if (!n.in(i).shape().equals(shape)) {
      return false;
    }
    if (n.op() instanceof Binary b) {
      Shape other = n.in(1 - i).shape();
      return (b.kind() != Binary.Kind.POW || i == 0)
          && (other.size() == 1 || other.equals(shape) || isChannels(other, shape));
    }
    return true;
  }

  /** Whether {@code s} holds one element per entry of the last axis. */
  static boolean isChannels(Shape s, Shape whole) {
    return s.rank() > 0 && s.size() == s.dim(-1) && s.dim(-1) == whole.dim(-1);
  }

  /** Appends node {@code n}, whose input {@code i} is what the primitive has so far. */
  static void append(PostOps ops, Node n, int i, Operands operands, Emission e) {
    Op op = n.op();
    if (op instanceof Binary b) {
      append(ops, b.kind(), n.in(1 - i), i == 0, operands, e);
    } else if (op instanceof Unary u) {
      append(ops, u.kind());
    } else if (op instanceof Gelu g) {
      ops.eltwise(g.approximate() ? dnnl_eltwise_gelu_tanh : dnnl_eltwise_gelu_erf, 0, 0);
    } else if (op instanceof Silu) {
      ops.eltwise(dnnl_eltwise_swish, 1, 0);
    } else if (op instanceof Elu f) {
      ops.eltwise(dnnl_eltwise_elu, f.alpha(), 0);
    } else if (op instanceof LeakyRelu f) {
      ops.eltwise(dnnl_eltwise_relu, f.slope(), 0);
    } else {
      throw new IllegalStateException("no post-operation for " + op);
    }
  }

  private static void append(PostOps ops, Unary.Kind kind) {
    switch (kind) {
      case NEG -> ops.eltwise(dnnl_eltwise_linear, -1, 0);
      case ABS -> ops.eltwise(dnnl_eltwise_abs, 0, 0);
      case EXP -> ops.eltwise(dnnl_eltwise_exp, 0, 0);
      case LOG -> ops.eltwise(dnnl_eltwise_log, 0, 0);
      case SQRT -> ops.eltwise(dnnl_eltwise_sqrt, 0, 0);
      // A power of -1/2 is computed element by element.
      case RSQRT -> ops.eltwise(dnnl_eltwise_sqrt, 0, 0).eltwise(dnnl_eltwise_pow, 1, -1);
      case SQUARE -> ops.eltwise(dnnl_eltwise_square, 0, 0);
      case TANH -> ops.eltwise(dnnl_eltwise_tanh, 0, 0);
      case SIGMOID -> ops.eltwise(dnnl_eltwise_logistic, 0, 0);
      case RELU -> ops.eltwise(dnnl_eltwise_relu, 0, 0);
      case SOFTPLUS -> ops.eltwise(dnnl_eltwise_soft_relu, 1, 0);
      case ROUND -> ops.eltwise(dnnl_eltwise_round, 0, 0);
      default -> throw new IllegalStateException("no post-operation for " + kind);
    }
  }

  private static void append(
      PostOps ops, Binary.Kind kind, Value other, boolean first, Operands operands, Emission e) {
    OptionalDouble constant = Scalars.of(other);
    if (constant.isPresent() && scalar(ops, kind, constant.getAsDouble(), first)) {
      return;
    }
    if (!first && kind == Binary.Kind.SUB) {
      ops.eltwise(dnnl_eltwise_linear, -1, 0);
    } else if (!first && kind == Binary.Kind.DIV) {
      ops.eltwise(dnnl_eltwise_pow, 1, -1);
    }
    int algorithm =
        !first && kind == Binary.Kind.SUB
            ? dnnl_binary_add
            : !first && kind == Binary.Kind.DIV ? dnnl_binary_mul : algorithm(kind);
    ops.binary(algorithm, operands.layout(other.shape()), e.place(other));
  }

  /** {@code x op c}, or {@code c op x} unless {@code first}; false if it needs an operand. */
  private static boolean scalar(PostOps ops, Binary.Kind kind, double c, boolean first) {
    switch (kind) {
      case ADD -> ops.eltwise(dnnl_eltwise_linear, 1, c);
      case SUB -> ops.eltwise(dnnl_eltwise_linear, first ? 1 : -1, first ? -c : c);
      case MUL -> ops.eltwise(dnnl_eltwise_linear, c, 0);
      case POW -> {
        if (c == 2) {
          ops.eltwise(dnnl_eltwise_square, 0, 0);
        } else if (c == 0.5) {
          ops.eltwise(dnnl_eltwise_sqrt, 0, 0);
        } else {
          ops.eltwise(dnnl_eltwise_pow, 1, c);
        }
      }
      case DIV -> {
        if (first) {
          // Not times 1 / c, which would round twice.
          return false;
        }
        ops.eltwise(dnnl_eltwise_pow, c, -1);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  static int algorithm(Binary.Kind kind) {
    return switch (kind) {
      case ADD -> dnnl_binary_add;
      case SUB -> dnnl_binary_sub;
      case MUL -> dnnl_binary_mul;
      case DIV -> dnnl_binary_div;
      case MAX -> dnnl_binary_max;
      case MIN -> dnnl_binary_min;
      default -> throw new IllegalStateException("no primitive for " + kind);
    };
  }
}
