package dev.lamina.backend.tensorflow;

import dev.lamina.graph.Node;
import dev.lamina.graph.op.Broadcast;
import dev.lamina.graph.op.Concat;
import dev.lamina.graph.op.Constant;
import dev.lamina.graph.op.Iota;
import dev.lamina.graph.op.Pad;
import dev.lamina.graph.op.RandomUniform;
import dev.lamina.graph.op.Reshape;
import dev.lamina.graph.op.Reverse;
import dev.lamina.graph.op.Slice;
import dev.lamina.graph.op.Transpose;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.List;

/** Sources of elements, and ops that only move them. */
final class Structure {
  /** The number TensorFlow gives Philox among its random algorithms. */
  private static final int PHILOX = 1;

  /** The ranks up to which TensorFlow slices and reverses. */
  private static final int SLICE_RANK = 7;

  private static final int REVERSE_RANK = 8;

  private Structure() {}

  static void register(Kernels k) {
    k.on(Constant.class, (e, op, node, in) -> List.of(e.constant(op.value())));
    k.on(Iota.class, (e, op, node, in) -> List.of(iota(e, op)));
    k.on(RandomUniform.class, (e, op, node, in) -> List.of(uniform(e, op, in.get(0))));
    k.on(Reshape.class, (e, op, node, in) -> List.of(e.reshape(in.get(0), op.shape())));
    k.on(
        Broadcast.class,
        (e, op, node, in) -> List.of(e.broadcast(in.get(0), node.in(0).shape(), op.shape())));
    k.on(Transpose.class, (e, op, node, in) -> List.of(e.transpose(in.get(0), array(op.perm()))));
    k.on(Slice.class, (e, op, node, in) -> List.of(slice(e, op, node, in.get(0))));
    k.on(Pad.class, (e, op, node, in) -> List.of(pad(e, op, node, in.get(0))));
    k.on(Concat.class, (e, op, node, in) -> List.of(e.concat(in, op.axis())));
    k.on(
        Reverse.class, (e, op, node, in) -> List.of(reverse(e, op, node.in(0).shape(), in.get(0))));
  }

  private static Out iota(Emit e, Iota op) {
    TensorType type = op.type();
    int n = type.shape().dim(op.axis());
    Out row = e.op("Range", e.intScalar(0), e.intScalar(n), e.intScalar(1));
    if (type.dtype() != DType.INT32) {
      row = e.cast(row, Types.of(type.dtype()));
    }
    int[] dims = new int[type.shape().rank()];
    java.util.Arrays.fill(dims, 1);
    dims[op.axis()] = n;
    Shape line = Shape.of(dims);
    return e.broadcast(e.reshape(row, line), line, type.shape());
  }

  /** {@link dev.lamina.tensor.Philox} bit for bit: counter words {block, step}, 24 bits each. */
  private static Out uniform(Emit e, RandomUniform op, Out step) {
    Out zero = e.constant(Tensor.scalar(0L));
    Out counter = e.op("Pack").list(List.of(zero, step)).out();
    Out key = e.constant(Tensor.of(new long[] {op.key()}, 1));
    Out bits =
        e.op("StatelessRandomUniformFullIntV2")
            .in(e.ints(op.shape().toArray()), unsigned(e, key), unsigned(e, counter))
            .in(e.intScalar(PHILOX))
            .type("dtype", Types.UINT32)
            .out();
    Out eight = e.op("Bitcast").in(e.intScalar(8)).type("type", Types.UINT32).out();
    Out high = e.op("RightShift", bits, eight);
    // 24 bits are exact in a float, and so is the product.
    return e.op("Mul", e.cast(high, Types.FLOAT), e.scalar(DType.FLOAT32, 0x1p-24));
  }

  private static Out unsigned(Emit e, Out x) {
    return e.op("Bitcast").in(x).type("type", Types.UINT64).out();
  }

  private static Out slice(Emit e, Slice op, Node node, Out x) {
    if (op.start().size() > SLICE_RANK) {
      return sliceByAxis(e, op, node.in(0).shape(), x);
    }
    if (op.stride().stream().allMatch(s -> s == 1)) {
      return e.slice(x, array(op.start()), node.result(0).shape().toArray());
    }
    return e.stridedSlice(x, array(op.start()), array(op.limit()), array(op.stride()));
  }

  private static Out sliceByAxis(Emit e, Slice op, Shape from, Out x) {
    Out y = x;
    Shape shape = from;
    for (int i = 0; i < from.rank(); i++) {
      int start = op.start().get(i);
      int limit = op.limit().get(i);
      int stride = op.stride().get(i);
      Shape around = Emit.aroundAxis(shape, i);
      int[] limits = around.with(1, limit).toArray();
      y = e.reshape(y, around);
      y = e.stridedSlice(y, new int[] {0, start, 0}, limits, new int[] {1, stride, 1});
      shape = shape.with(i, (limit - start + stride - 1) / stride);
    }
    return e.reshape(y, shape);
  }

  private static Out pad(Emit e, Pad op, Node node, Out x) {
    return e.pad(x, node.in(0).type(), array(op.lo()), array(op.hi()), op.value());
  }

  private static Out reverse(Emit e, Reverse op, Shape shape, Out x) {
    if (shape.rank() <= REVERSE_RANK) {
      return e.op("ReverseV2", x, e.ints(op.axes()));
    }
    Out y = x;
    for (int axis : op.axes()) {
      y = e.op("ReverseV2", e.reshape(y, Emit.aroundAxis(shape, axis)), e.ints(1));
    }
    return e.reshape(y, shape);
  }

  static int[] array(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }
}
