package dev.lamina.backend.onednn;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Concat;
import dev.lamina.graph.op.Pad;
import dev.lamina.graph.op.Reverse;
import dev.lamina.graph.op.Slice;
import dev.lamina.graph.op.Transpose;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.List;

/** Ops that only move elements, as copies between strided regions. */
final class Structures {
  private Structures() {}

  static boolean transpose(Node head, List<Node> tail, Emission e) {
    Value x = head.in(0);
    int[] own = x.shape().strides();
    int[] from = ((Transpose) head.op()).perm().stream().mapToInt(a -> own[a]).toArray();
    Shape shape = head.result(0).shape();
    return copy(x, 0, from, head.result(0), 0, shape.strides(), shape, e);
  }

  static boolean slice(Node head, List<Node> tail, Emission e) {
    var op = (Slice) head.op();
    int[] from = head.in(0).shape().strides();
    int start = 0;
    for (int a = 0; a < from.length; a++) {
      start += op.start().get(a) * from[a];
      from[a] *= op.stride().get(a);
    }
    Shape shape = head.result(0).shape();
    return copy(head.in(0), start, from, head.result(0), 0, shape.strides(), shape, e);
  }

  static boolean reverse(Node head, List<Node> tail, Emission e) {
    Shape shape = head.in(0).shape();
    int[] from = shape.strides();
    int start = 0;
    for (int a : ((Reverse) head.op()).axes()) {
      start += (shape.dim(a) - 1) * from[a];
      from[a] = -from[a];
    }
    return copy(head.in(0), start, from, head.result(0), 0, shape.strides(), shape, e);
  }

  static boolean pad(Node head, List<Node> tail, Emission e) {
    var op = (Pad) head.op();
    Value x = head.in(0);
    Place value = e.constant(Tensor.scalar(x.dtype(), op.value()));
    Place to = e.result(head.result(0));
    int[] strides = to.shape().strides();
    int start = 0;
    for (int a = 0; a < strides.length; a++) {
      // Before and after the input along this axis, inside of it along the axes before.
      border(value, to, op, a, 0, op.lo().get(a), start, e);
      border(value, to, op, a, op.lo().get(a) + x.dim(a), op.hi().get(a), start, e);
      start += op.lo().get(a) * strides[a];
    }
    return copy(x, 0, x.shape().strides(), head.result(0), start, strides, x.shape(), e);
  }

  private static void border(
      Place value, Place to, Pad op, int axis, int from, int size, int start, Emission e) {
    Shape slab = to.shape().with(axis, size);
    for (int a = 0; a < axis; a++) {
      slab = slab.with(a, slab.dim(a) - op.lo().get(a) - op.hi().get(a));
    }
    if (slab.size() > 0) {
      int[] strides = to.shape().strides();
      int into = start + from * strides[axis];
      StridedCopy.emit(value, 0, new int[strides.length], to, into, strides, slab, e);
    }
  }

  static boolean concat(Node head, List<Node> tail, Emission e) {
    int axis = ((Concat) head.op()).axis();
    int[] strides = head.result(0).shape().strides();
    int start = 0;
    for (Value x : head.inputs()) {
      copy(x, 0, x.shape().strides(), head.result(0), start, strides, x.shape(), e);
      start += x.dim(axis) * strides[axis];
    }
    return true;
  }

  private static boolean copy(
      Value x, int start, int[] from, Value y, int into, int[] to, Shape shape, Emission e) {
    Place source = e.place(x);
    Place target = e.result(y);
    if (shape.size() == 0) {
      return true;
    }
    boolean library =
        !e.resources().costs().isSmall(shape)
            && (x.dtype() == DType.FLOAT32 || x.dtype() == DType.INT32)
            && Reorders.emit(source, start, from, target, into, to, shape, e);
    if (!library) {
      StridedCopy.emit(source, start, from, target, into, to, shape, e);
    }
    return true;
  }
}
