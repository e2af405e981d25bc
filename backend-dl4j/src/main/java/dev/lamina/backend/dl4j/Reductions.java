package dev.lamina.backend.dl4j;

import dev.lamina.graph.op.ArgReduce;
import dev.lamina.graph.op.CumSum;
import dev.lamina.graph.op.Reduce;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** Ops that combine the elements of axes. */
final class Reductions {
  private Reductions() {}

  /** ND4J multiplies floats only, and does not count bytes as bytes. */
  static boolean canReduce(Reduce reduce, Array x) {
    DType dtype = x.type().dtype();
    return dtype != DType.UINT8 && (reduce.kind() != Reduce.Kind.PROD || dtype.isFloating());
  }

  static void reduce(Emitter e, Reduce reduce, Array x, Array y) {
    if (isLeading(reduce, x)) {
      product(e, reduce.kind(), reduce.axes().size(), x, y);
      return;
    }
    String op =
        switch (reduce.kind()) {
          case SUM -> "reduce_sum";
          case MEAN -> "reduce_mean";
          case MAX -> "reduce_max";
          case MIN -> "reduce_min";
          case PROD -> "reduce_prod";
        };
    long[] axes = Structure.longs(reduce.axes());
    e.call(OpSpec.of(op, axes).flags(reduce.keepDims()), x, y);
  }

  /** Sum or mean of floats over some first axes, but not over all. */
  private static boolean isLeading(Reduce reduce, Array x) {
    int n = reduce.axes().size();
    return (reduce.kind() == Reduce.Kind.SUM || reduce.kind() == Reduce.Kind.MEAN)
        && x.type().dtype().isFloating()
        && n < x.shape().rank()
        && reduce.axes().equals(IntStream.range(0, n).boxed().toList());
  }

  /** ND4J reduces the first axes slowly; a product with a row of ones (or of 1/m) is fast. */
  private static void product(Emitter e, Reduce.Kind kind, int axes, Array x, Array y) {
    int m = x.shape().range(0, axes).intSize();
    int n = x.shape().range(axes, x.shape().rank()).intSize();
    double weight = kind == Reduce.Kind.MEAN ? 1.0 / m : 1;
    Array row = e.constant(Tensor.full(new TensorType(x.type().dtype(), Shape.of(1, m)), weight));
    e.call(OpSpec.of("matmul", 0, 0, 0), List.of(row, x.reshape(m, n)), List.of(y.reshape(1, n)));
  }

  static void argReduce(Emitter e, ArgReduce reduce, Array x, Array y) {
    String op = reduce.kind() == ArgReduce.Kind.MAX ? "argmax" : "argmin";
    e.call(OpSpec.of(op, reduce.axis()), x.asNumbers(), y);
  }

  static void cumSum(Emitter e, CumSum sum, Array x, Array y) {
    long exclusive = sum.exclusive() ? 1 : 0;
    long reverse = sum.reverse() ? 1 : 0;
    e.call(OpSpec.of("cumsum", exclusive, reverse, sum.axis()), x, y);
  }

  /** Its log_softmax is not used: it gives the logarithm of 0 far from the maximum. */
  static void softmax(Emitter e, int axis, Array x, Array y) {
    OpSpec spec = OpSpec.of("softmax", axis);
    // oneDNN's softmax is wrong in this build where the axis is not the last one.
    e.call(axis == x.shape().rank() - 1 ? spec : spec.withoutHelpers(), x, y);
  }
}
