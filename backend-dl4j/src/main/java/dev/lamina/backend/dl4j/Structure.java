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

  /** Repeats x along axes of size one and new leading axes. */
  static void broadcast(Emitter e, Array x, Array y) {
    int rank = y.shape().rank();
    int[] dims = new int[rank];
    int lead = rank - x.shape().rank();
    for (int i = 0; i < rank; i++) {
      dims[i] = i < lead ? 1 : x.shape().dim(i - lead);
    }
    long[] target = longs(y.shape().toList());
    e.call(OpSpec.of("tile_to_shape", target), x.reshape(dims), y);
  }

  static void transpose(Emitter e, List<Integer> perm, Array x, Array y) {
    e.call(OpSpec.of("permute", longs(perm)), x, y);
  }

  static void slice(Emitter e, Slice slice, Array x, Array y) {
    if (slice.stride().stream().allMatch(s -> s == 1)) {
      long[] beginAndSize = concat(longs(slice.start()), longs(y.shape().toList()));
      e.call(OpSpec.of("slice", beginAndSize), x, y);
      return;
    }
    // Five masks, all off: the bounds are taken as they are.
    long[] bounds = concat(longs(slice.start()), longs(slice.limit()), longs(slice.stride()));
    e.call(OpSpec.of("strided_slice", concat(new long[5], bounds)), x, y);
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
    e.call(OpSpec.of("concat", axis), in, List.of(y));
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
