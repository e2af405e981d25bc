package dev.lamina.backend.onednn;

import dev.lamina.backend.onednn.Primitives.At;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Copies between strided regions by the library. */
final class Reorders {
  /** The most axes a layout of the library has. */
  private static final int RANK = 12;

  private Reorders() {}

  /** Offsets and strides count elements; false if the library has no layout for it. */
  static boolean emit(
      Place source,
      int start,
      int[] from,
      Place target,
      int into,
      int[] to,
      Shape shape,
      Emission e) {
    var s = new Strides(shape, from, to);
    if (s.rank() > RANK) {
      return false;
    }
    if (!isNested(s.dims(), s.from()) || !isNested(s.dims(), s.to())) {
      return false;
    }
    DType dtype = source.dtype();
    // The region's own types: a place that is as long as the bytes that are touched.
    new Primitives(e)
        .reorder(
            "reorder " + shape,
            new At(e.handles().strided(dtype, s.dims(), s.from()), source.part(start, shape)),
            new At(e.handles().strided(dtype, s.dims(), s.to()), target.part(into, shape)));
    return true;
  }

  /** Whether all strides are positive and no axis reaches over another one's stride. */
  private static boolean isNested(long[] dims, long[] strides) {
    int[] order =
        IntStream.range(0, dims.length)
            .boxed()
            .sorted(Comparator.comparingLong(a -> strides[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    long reach = 1;
    for (int a : order) {
      if (strides[a] < reach) {
        return false;
      }
      reach = strides[a] * dims[a];
    }
    return true;
  }
}
