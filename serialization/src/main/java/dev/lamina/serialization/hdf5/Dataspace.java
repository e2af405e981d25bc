package dev.lamina.serialization.hdf5;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The shape of a dataset or attribute (specification, IV.A.2.b).
 *
 * @param empty whether there is not even a scalar
 * @param count the number of elements
 */
record Dataspace(List<Long> shape, boolean empty, long count) {
  private static final int MAX_RANK = 32;
  private static final int MAX_SIZES = 1;
  private static final int PERMUTATION = 2;
  private static final int NULL = 2;

  static Dataspace read(Hdf5Bytes in, ByteBuffer b, String what) {
    int version = in.u8(b, what);
    in.version(version, 1, 2, what + ": shape");
    int rank = in.u8(b, what);
    int flags = in.u8(b, what);
    int type = in.u8(b, what);
    if (version == 1) {
      in.next(b, 4, what);
      type = rank == 0 ? 0 : 1;
    }
    if (rank > MAX_RANK || type > NULL || (type != 1 && rank != 0) || (flags & PERMUTATION) != 0) {
      throw in.refuse(what, "a shape with %d axes of kind %d", rank, type);
    }
    var dims = new ArrayList<Long>();
    long count = type == NULL ? 0 : 1;
    for (int i = 0; i < rank; i++) {
      long d = in.i64(b, what);
      dims.add(d);
      if (d < 0 || (d > 0 && count > Long.MAX_VALUE / 64 / d)) {
        throw in.refuse(
            what,
            "shape %s has more elements than there can be",
            dims.stream().map(Long::toUnsignedString).toList());
      }
      // Also where another axis is empty: no axis may be absurd.
      count *= Math.max(1, d);
    }
    if ((flags & MAX_SIZES) != 0) {
      in.next(b, 8L * rank, what);
    }
    return new Dataspace(List.copyOf(dims), type == NULL, dims.contains(0L) ? 0 : count);
  }
}
