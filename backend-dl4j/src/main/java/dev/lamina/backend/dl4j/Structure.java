package dev.lamina.backend.dl4j;

import dev.lamina.graph.op.Pad;
import dev.lamina.graph.op.Slice;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Ops that move elements without changing them. */
final class Structure {
  private Structure() {}

  /** Repeats elements to a larger shape; assign does this 200 times as fast as tile. */
  static void broadcast(Emitter e, Array x, Array y) {
    e.call(OpSpec.of("assign"), List.of(y, x), List.of(y));
  }

  static void transpose(Emitter e, List<Integer> perm, Array x, Array y) {
    e.call(OpSpec.of("permute", longs(perm)), x, y);
  }

  static void slice(Emitter e, Slice slice, Array x, Array y) {
    int axis = onlyAxis(slice, x.shape());
    if (axis >= 0 && x.shape().range(0, axis).size() <= CopyRows.FEW) {
      long inner = x.shape().range(axis + 1, x.shape().rank()).size() * x.type().dtype().bytes();
      long row = inner * y.shape().dim(axis);
      var from = new CopyRows.Rows(inner * slice.start().get(axis), inner * x.shape().dim(axis));
      int rows = x.shape().range(0, axis).intSize();
      e.add(new CopyRows(x, y, rows, row, from, new CopyRows.Rows(0, row)));
      return;
    }
    // Five masks, all off: the bounds are taken as they are.
    long[] bounds = concat(longs(slice.start()), longs(slice.limit()), longs(slice.stride()));
    e.call(OpSpec.of("strided_slice", concat(new long[5], bounds)), x, y);
  }

  /** The axis that a slice with step one shortens, if it is the only one, else -1. */
  private static int onlyAxis(Slice slice, Shape s) {
    int only = -1;
    for (int i = 0; i < s.rank(); i++) {
      if (slice.stride().get(i) > 1) {
        return -1;
      }
      if (slice.limit().get(i) - slice.start().get(i) < s.dim(i)) {
        if (only >= 0) {
          return -1;
        }
        only = i;
      }
    }
    return only;
  }

  static void pad(Emitter e, Pad pad, Array x, Array y) {
    int rank = x.shape().rank();
    int[] amounts = new int[2 * rank];
    for (int i = 0; i < rank; i++) {
      amounts[2 * i] = pad.lo().get(i);
      amounts[2 * i + 1] = pad.hi().get(i);
    }
    Array paddings = e.constant(Tensor.wrap(amounts, Shape.of(rank, 2)));
    e.call(OpSpec.of("pad", 0).reals(pad.value()), List.of(x, paddings), List.of(y));
  }

  static void concat(Emitter e, int axis, List<Array> in, Array y) {
    int rows = y.shape().range(0, axis).intSize();
    if (rows > CopyRows.FEW) {
      e.call(OpSpec.of("concat", axis), in, List.of(y));
      return;
    }
    long at = 0;
    for (Array x : in) {
      long bytes = x.type().bytes() / rows;
      var from = new CopyRows.Rows(0, bytes);
      var to = new CopyRows.Rows(at, y.type().bytes() / rows);
      e.add(new CopyRows(x, y, rows, bytes, from, to));
      at += bytes;
    }
  }

  static void reverse(Emitter e, List<Integer> axes, Array x, Array y) {
    e.call(OpSpec.of("reverse", longs(axes)), x, y);
  }

  static long[] longs(List<Integer> values) {
    return values.stream().mapToLong(Integer::longValue).toArray();
  }

  private static long[] concat(long[]... parts) {
    return IntStream.range(0, parts.length)
        .mapToObj(i -> LongStream.of(parts[i]))
        .flatMapToLong(s -> s)
        .toArray();
  }
}
