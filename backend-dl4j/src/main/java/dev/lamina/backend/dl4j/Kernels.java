package dev.lamina.backend.dl4j;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.AdamUpdate;
import dev.lamina.graph.op.ArgReduce;
import dev.lamina.graph.op.Binary;
import dev.lamina.graph.op.Broadcast;
import dev.lamina.graph.op.Cast;
import dev.lamina.graph.op.Compare;
import dev.lamina.graph.op.Concat;
import dev.lamina.graph.op.Constant;
import dev.lamina.graph.op.CumSum;
import dev.lamina.graph.op.Gather;
import dev.lamina.graph.op.MatMul;
import dev.lamina.graph.op.OneHot;
import dev.lamina.graph.op.Op;
import dev.lamina.graph.op.Pad;
import dev.lamina.graph.op.RandomUniform;
import dev.lamina.graph.op.Reduce;
import dev.lamina.graph.op.Reverse;
import dev.lamina.graph.op.Select;
import dev.lamina.graph.op.Slice;
import dev.lamina.graph.op.Softmax;
import dev.lamina.graph.op.Transpose;
import dev.lamina.graph.op.Unary;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which ops ND4J runs, and with what. The others run on the Java engine: 3-d pooling, grouped
 * convolutions, top-k, division and powers of integers, sums of bytes, and scatter-add, where
 * ND4J's scatter_add loses updates and its segment sum is slower than the way to Java and back.
 */
final class Kernels {
  private Kernels() {}

  /** Composites that have a kernel here. */
  static boolean takesWhole(Node node) {
    return (node.op() instanceof Softmax || isFloatAdam(node)) && hasElements(node);
  }

  private static boolean isFloatAdam(Node node) {
    return node.op() instanceof AdamUpdate
        && node.inputs().stream().allMatch(v -> v.dtype() == DType.FLOAT32)
        && node.in(0).type().bytes() <= Array.WINDOW;
  }

  /** Positive zero everywhere, which has no bits. */
  private static boolean isZero(Value v) {
    return v.op() instanceof Constant c && c.value().equals(Tensor.zeros(c.value().type()));
  }

  private static boolean hasElements(Node node) {
    return Stream.concat(node.inputs().stream(), node.results().stream())
        .noneMatch(v -> v.type().shape().size() == 0);
  }

  /**
   * An integer division by zero in native code ends the JVM; in Java code it is an error. And ND4J
   * computes powers of integers in floats.
   */
  private static boolean canRun(Binary op, Array y) {
    boolean exact = op.kind() != Binary.Kind.DIV && op.kind() != Binary.Kind.POW;
    return exact || y.type().dtype().isFloating();
  }

  /** Emits the steps of a node; false if ND4J cannot run it. */
  static boolean emit(Emitter e, Node node, List<Array> in, List<Array> out) {
    if (!hasElements(node)) {
      return false;
    }
    Array y = out.get(0);
    Op op = node.op();
    if (op instanceof Unary u) {
      Elementwise.unary(e, u.kind(), in.get(0), y);
    } else if (op instanceof Binary b && canRun(b, y)) {
      Elementwise.binary(e, b.kind(), in.get(0), in.get(1), y);
    } else if (op instanceof Compare c) {
      Elementwise.compare(e, c.kind(), in.get(0), in.get(1), y);
    } else if (op instanceof Select) {
      Elementwise.select(e, in.get(0), in.get(1), in.get(2), y, isZero(node.in(2)));
    } else if (op instanceof Cast) {
      Elementwise.cast(e, in.get(0), y);
    } else if (op instanceof Reduce r && Reductions.canReduce(r, in.get(0))) {
      Reductions.reduce(e, r, in.get(0), y);
    } else if (op instanceof ArgReduce r) {
      Reductions.argReduce(e, r, in.get(0), y);
    } else if (op instanceof CumSum c && y.type().dtype().isFloating()) {
      Reductions.cumSum(e, c, in.get(0), y);
    } else if (op instanceof Softmax s) {
      Reductions.softmax(e, s.axis(), in.get(0), y);
    } else if (op instanceof MatMul m) {
      Products.matmul(e, m, in.get(0), in.get(1), y);
    } else if (op instanceof AdamUpdate u) {
      e.add(new AdamStep(u, in, out));
    } else if (op instanceof RandomUniform r) {
      e.add(new RandomFill(r.key(), in.get(0), y));
    } else {
      return structure(e, op, in, y)
          || indexing(e, node, in, y)
          || Convolutions.emit(e, op, in, y)
          || Pooling.emit(e, op, in, y);
    }
    return true;
  }

  private static boolean structure(Emitter e, Op op, List<Array> in, Array y) {
    if (op instanceof Transpose t) {
      Structure.transpose(e, t.perm(), in.get(0), y);
    } else if (op instanceof Broadcast) {
      Structure.broadcast(e, in.get(0), y);
    } else if (op instanceof Slice s) {
      Structure.slice(e, s, in.get(0), y);
    } else if (op instanceof Pad p) {
      Structure.pad(e, p, in.get(0), y);
    } else if (op instanceof Concat c) {
      Structure.concat(e, c.axis(), in, y);
    } else if (op instanceof Reverse r) {
      Structure.reverse(e, r.axes(), in.get(0), y);
    } else {
      return false;
    }
    return true;
  }

  private static boolean indexing(Emitter e, Node node, List<Array> in, Array y) {
    if (node.op() instanceof Gather) {
      Indexing.gather(e, node, in.get(0), in.get(1), y);
    } else if (node.op() instanceof OneHot h) {
      Indexing.oneHot(e, h, in.get(0), y);
    } else {
      return false;
    }
    return true;
  }
}
