package dev.lamina.backend.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteTensor;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.internal.c_api.TF_Tensor;

/** The operations that most emitters need, in the function under construction. */
final class Emit {
  final FunctionBuilder function;
  final Kernels kernels;
  final Library library;
  private String label = "";

  /** Bytes of the literals so far. */
  long constantBytes;

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
  Out pad(Out x, DType dtype, int[] lo, int[] hi, double value) {
    if (Arrays.stream(lo).allMatch(p -> p == 0) && Arrays.stream(hi).allMatch(p -> p == 0)) {
      return x;
    }
    int[] pairs =
        IntStream.range(0, 2 * lo.length).map(i -> (i % 2 == 0 ? lo : hi)[i / 2]).toArray();
    Out paddings = constant(Tensor.wrap(pairs, Shape.of(lo.length, 2)));
    return op("PadV2", x, paddings, scalar(dtype, value));
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

  Out broadcast(Out x, Shape shape) {
    return op("BroadcastTo", x, ints(shape.toArray()));
  }
}
