package dev.lamina.backend.java;

import dev.lamina.graph.op.Pad;
import dev.lamina.graph.op.Reverse;
import dev.lamina.graph.op.Slice;
import dev.lamina.graph.op.Transpose;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.List;

/** Rearranging elements: each op is one strided copy from a place to a place. */
final class Structure {
  private final Parallel parallel;

  Structure(Parallel parallel) {
    this.parallel = parallel;
  }

  private void copy(
      Shape shape, Object from, int start, int[] strides, Object to, int toStart, int[] toStrides) {
    var loop = new StridedLoop(shape, new int[] {toStart, start}, toStrides, strides);
    parallel.run(
        loop.tiles(),
        loop.grain(),
        (a, b) ->
            loop.run(
                a,
                b,
                (at, n) -> Elements.copy(from, at[1], loop.inner(1), to, at[0], loop.inner(0), n)));
  }

  Tensor transpose(Transpose op, Tensor x, TensorType type) {
    int[] in = x.shape().strides();
    return gathered(x, 0, op.perm().stream().mapToInt(a -> in[a]).toArray(), type);
  }

  /** Swaps the last two axes. */
  Tensor swapLast(Tensor x) {
    int r = x.shape().rank();
    int[] strides = x.shape().strides();
    int[] dims = x.shape().toArray();
    int last = strides[r - 1];
    strides[r - 1] = strides[r - 2];
    strides[r - 2] = last;
    dims[r - 1] = x.shape().dim(r - 2);
    dims[r - 2] = x.shape().dim(r - 1);
    return gathered(x, 0, strides, x.type().withShape(Shape.of(dims)));
  }

  Tensor broadcast(Tensor x, TensorType type) {
    return gathered(x, 0, StridedLoop.broadcastStrides(x.shape(), type.shape()), type);
  }

  Tensor slice(Slice op, Tensor x, TensorType type) {
    int[] strides = x.shape().strides();
    int start = 0;
    for (int a = 0; a < strides.length; a++) {
      start += op.start().get(a) * strides[a];
      strides[a] *= op.stride().get(a);
    }
    return gathered(x, start, strides, type);
  }

  Tensor reverse(Reverse op, Tensor x) {
    int[] strides = x.shape().strides();
    int start = 0;
    for (int a : op.axes()) {
      start += (x.shape().dim(a) - 1) * strides[a];
      strides[a] = -strides[a];
    }
    return gathered(x, start, strides, x.type());
  }

  private Tensor gathered(Tensor x, int start, int[] strides, TensorType type) {
    Tensor y = Tensor.zeros(type);
    copy(type.shape(), x.array(), start, strides, y.array(), 0, type.shape().strides());
    return y;
  }

  Tensor pad(Pad op, Tensor x, TensorType type) {
    Tensor y = Tensor.full(type, op.value());
    int[] strides = type.shape().strides();
    int start = 0;
    for (int a = 0; a < strides.length; a++) {
      start += op.lo().get(a) * strides[a];
    }
    copy(x.shape(), x.array(), 0, x.shape().strides(), y.array(), start, strides);
    return y;
  }

  Tensor concat(int axis, List<Tensor> parts, TensorType type) {
    Tensor y = Tensor.zeros(type);
    int[] strides = type.shape().strides();
    int at = 0;
    for (Tensor p : parts) {
      copy(p.shape(), p.array(), 0, p.shape().strides(), y.array(), at * strides[axis], strides);
      at += p.shape().dim(axis);
    }
    return y;
  }
}
