package dev.lamina.backend.tensorflow;

import dev.lamina.graph.Node;
import dev.lamina.graph.op.ArgReduce;
import dev.lamina.graph.op.CumSum;
import dev.lamina.graph.op.MatMul;
import dev.lamina.graph.op.Reduce;
import dev.lamina.graph.op.TopK;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** Sums, extremes and products over axes. */
final class Reductions {
  private Reductions() {}

  static void register(Kernels k) {
    k.on(Reduce.class, (e, op, node, in) -> List.of(reduce(e, op, node, in.get(0))));
    k.on(ArgReduce.class, (e, op, node, in) -> List.of(argReduce(e, op, node, in.get(0))));
    k.on(CumSum.class, (e, op, node, in) -> List.of(cumSum(e, op, in.get(0))));
    k.on(TopK.class, (e, op, node, in) -> topK(e, op, in.get(0)));
    k.on(MatMul.class, (e, op, node, in) -> List.of(matMul(e, op, node, in)));
  }

  private static Out reduce(Emit e, Reduce op, Node node, Out x) {
    if (sumsBias(op, node)) {
      return e.op("BiasAddGrad", x);
    }
    String type =
        switch (op.kind()) {
          case SUM -> "Sum";
          case MEAN -> "Mean";
          case MAX -> "Max";
          case MIN -> "Min";
          case PROD -> "Prod";
        };
    return e.op(type).in(x, e.ints(op.axes())).flag("keep_dims", op.keepDims()).out();
  }

  /** A sum over all axes but the last: the gradient of an added vector has its own kernel. */
  private static boolean sumsBias(Reduce op, Node node) {
    Shape x = node.in(0).shape();
    return op.kind() == Reduce.Kind.SUM
        && !op.keepDims()
        && node.in(0).dtype() == DType.FLOAT32
        && x.rank() >= 2
        && x.rank() <= 5
        && x.size() > 0
        && op.axes().equals(IntStream.range(0, x.rank() - 1).boxed().toList());
  }

  private static Out argReduce(Emit e, ArgReduce op, Node node, Out x) {
    boolean bool = node.in(0).dtype() == DType.BOOL;
    Out numbers = bool ? e.cast(x, Types.UINT8) : x;
    return e.op(op.kind() == ArgReduce.Kind.MAX ? "ArgMax" : "ArgMin")
        .in(numbers, e.intScalar(op.axis()))
        .type("output_type", Types.INT32)
        .out();
  }

  private static Out cumSum(Emit e, CumSum op, Out x) {
    return e.op("Cumsum")
        .in(x, e.intScalar(op.axis()))
        .flag("exclusive", op.exclusive())
        .flag("reverse", op.reverse())
        .out();
  }

  private static List<Out> topK(Emit e, TopK op, Out x) {
    var y = e.op("TopKV2").in(x, e.intScalar(op.k())).flag("sorted", true).build();
    return List.of(new Out(y, 0), new Out(y, 1));
  }

  private static Out matMul(Emit e, MatMul op, Node node, List<Out> in) {
    Shape a = node.in(0).shape();
    Shape b = node.in(1).shape();
    Shape y = node.result(0).shape();
    if (a.rank() == 2 && b.rank() == 2) {
      return product(e, op, in.get(0), in.get(1));
    }
    if (b.rank() == 2 && !op.transposeA() && y.size() > 0) {
      // One matrix for the whole batch: a single flat product.
      Out flat = e.reshape(in.get(0), Shape.of((int) (y.size() / y.dim(-1)), a.dim(-1)));
      return e.reshape(product(e, op, flat, in.get(1)), y);
    }
    return e.op("BatchMatMulV2")
        .in(in.get(0), in.get(1))
        .flag("adj_x", op.transposeA())
        .flag("adj_y", op.transposeB())
        .out();
  }

  private static Out product(Emit e, MatMul op, Out a, Out b) {
    return e.op("MatMul")
        .in(a, b)
        .flag("transpose_a", op.transposeA())
        .flag("transpose_b", op.transposeB())
        .out();
  }
}
