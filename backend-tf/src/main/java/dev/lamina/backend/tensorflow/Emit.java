package dev.lamina.backend.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteTensor;

import dev.lamina.graph.Node;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.internal.c_api.TF_Tensor;

/** The operations that most emitters need, in the function under construction. */
final class Emit {
  /** The ranks up to which TensorFlow's kernels pad and broadcast in all patterns. */
  private static final int PAD_RANK = 6;

  private static final int BROADCAST_RANK = 5;

  final FunctionBuilder function;
  final Kernels kernels;
  final Library library;
  private String label = "";

  /** Bytes of the literals so far. */
  long constantBytes;

  /** The gathers by the names of their operations, for the errors of a run. */
  final Map<String, Node> gathers = new HashMap<>();

  Emit(FunctionBuilder function, Kernels kernels, Library library) {
    this.function = function;
    this.kernels = kernels;
    this.library = library;
  }

  /** Operations from here on carry this name. */
  void label(String name) {
    label = name;
  }

  OpBuilder op(String type) {
    return function.op(type, label);
  }

  /** An operation without attributes and with one result. */
  Out op(String type, Out... in) {
    return op(type).in(in).out();
  }

  Out constant(Tensor value) {
    constantBytes += value.type().bytes();
    TF_Tensor t = HostMemory.copyOf(value);
    try {
      return op("Const").tensor("value", t).type("dtype", Types.of(value.dtype())).out();
    } finally {
      TF_DeleteTensor(t);
    }
  }

  Out scalar(DType dtype, double value) {
    return constant(Tensor.scalar(dtype, value));
  }

  Out ints(int... values) {
    return constant(Tensor.wrap(values, Shape.of(values.length)));
  }

  Out ints(List<Integer> values) {
    return ints(values.stream().mapToInt(Integer::intValue).toArray());
  }

  Out intScalar(int value) {
    return constant(Tensor.scalar(value));
  }

  Out reshape(Out x, Shape shape) {
    return op("Reshape", x, ints(shape.toArray()));
  }

  Out cast(Out x, int type) {
    return op("Cast").in(x).type("DstT", type).out();
  }

  Out transpose(Out x, int... perm) {
    return op("Transpose", x, ints(perm));
  }

  /** {@code lo[i]} elements before and {@code hi[i]} after axis i. */
  Out pad(Out x, TensorType type, int[] lo, int[] hi, double value) {
    if (Arrays.stream(lo).allMatch(p -> p == 0) && Arrays.stream(hi).allMatch(p -> p == 0)) {
      return x;
    }
    if (lo.length <= PAD_RANK) {
      int[] pairs = new int[2 * lo.length];
      for (int i = 0; i < lo.length; i++) {
        pairs[2 * i] = lo[i];
        pairs[2 * i + 1] = hi[i];
      }
      Out paddings = constant(Tensor.wrap(pairs, Shape.of(lo.length, 2)));
      return op("PadV2", x, paddings, scalar(type.dtype(), value));
    }
    Out y = x;
    Shape shape = type.shape();
    for (int i = 0; i < lo.length; i++) {
      TensorType around = type.withShape(aroundAxis(shape, i));
      y = pad(reshape(y, around.shape()), around, middle(lo[i]), middle(hi[i]), value);
      shape = shape.with(i, lo[i] + shape.dim(i) + hi[i]);
    }
    return reshape(y, shape);
  }

  /** The shape with all axes before and all axes after {@code axis} made one. */
  static Shape aroundAxis(Shape shape, int axis) {
    int before = shape.range(0, axis).intSize();
    return Shape.of(before, shape.dim(axis), shape.range(axis + 1, shape.rank()).intSize());
  }

  private static int[] middle(int n) {
    return new int[] {0, n, 0};
  }

  /** NumPy's broadcast of x: {@code from} to {@code to}. */
  Out broadcast(Out x, Shape from, Shape to) {
    if (from.equals(to)) {
      return x;
    }
    if (to.rank() <= BROADCAST_RANK || from.size() == 1) {
      return op("BroadcastTo", x, ints(to.toArray()));
    }
    Shape shape = from;
    while (shape.rank() < to.rank()) {
      shape = shape.insert(0, 1);
    }
    Out y = reshape(x, shape);
    for (int i = 0; i < to.rank(); i++) {
      if (shape.dim(i) != to.dim(i)) {
        shape = shape.with(i, to.dim(i));
        y = op("BroadcastTo", y, ints(shape.toArray()));
      }
    }
    return y;
  }

  /**
   * What an elementwise kernel can take: itself, or where it would broadcast too much, all of it.
   */
  Out operand(Out x, Shape from, Shape to) {
    return to.rank() <= BROADCAST_RANK || from.size() == 1 ? x : broadcast(x, from, to);
  }

  /** {@code size[i]} elements of axis i from {@code start[i]}. */
  Out slice(Out x, int[] start, int[] size) {
    return op("Slice", x, ints(start), ints(size));
  }

  Out stridedSlice(Out x, int[] start, int[] limit, int[] stride) {
    return op("StridedSlice", x, ints(start), ints(limit), ints(stride));
  }

  Out concat(List<Out> parts, int axis) {
    return parts.size() == 1 ? parts.get(0) : op("ConcatV2").list(parts).in(intScalar(axis)).out();
  }
}
