package dev.lamina.backend.tensorflow;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.AvgPoolGrad;
import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.ConvInputGrad;
import dev.lamina.graph.op.ConvKernelGrad;
import dev.lamina.graph.op.CumSum;
import dev.lamina.graph.op.Op;
import dev.lamina.graph.op.Pool;
import dev.lamina.graph.op.Reduce;
import dev.lamina.graph.op.ScatterAdd;
import dev.lamina.graph.op.Unary;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Ops on 16-bit floats that run in float32: TensorFlow's CPU kernels add up in the type of the
 * elements, and a sum of some hundreds has few right digits in 16 bits; rounding has no such
 * kernel.
 */
final class HalfPrecision {
  private HalfPrecision() {}

  static boolean widens(Node node) {
    Op op = node.op();
    boolean sums =
        op instanceof Conv
            || op instanceof ConvInputGrad
            || op instanceof ConvKernelGrad
            || op instanceof CumSum
            || op instanceof ScatterAdd
            || op instanceof AvgPoolGrad
            || (op instanceof Pool p && p.kind() == Pool.Kind.AVG)
            || (op instanceof Reduce r
                && r.kind() != Reduce.Kind.MAX
                && r.kind() != Reduce.Kind.MIN);
    boolean rounds = op instanceof Unary u && u.kind() == Unary.Kind.ROUND;
    return (sums || rounds) && isHalf(node.result(0).dtype());
  }

  private static boolean isHalf(DType dtype) {
    return dtype == DType.BFLOAT16 || dtype == DType.FLOAT16;
  }

  /** The kernel between conversions to and from float32. */
  static List<Out> emit(Emit e, Kernel<Op> kernel, Node node, List<Out> in) {
    var inputs = new ArrayList<Value>();
    var wide = new ArrayList<Out>();
    for (int i = 0; i < in.size(); i++) {
      TensorType type = node.in(i).type();
      boolean half = isHalf(type.dtype());
      inputs.add(Value.input("wide", half ? type.withDtype(DType.FLOAT32) : type));
      wide.add(half ? e.cast(in.get(i), Types.FLOAT) : in.get(i));
    }
    List<Out> results = kernel.emit(e, node.op(), Node.of(node.op(), inputs), wide);
    return results.stream().map(r -> e.cast(r, Types.of(node.result(0).dtype()))).toList();
  }
}
