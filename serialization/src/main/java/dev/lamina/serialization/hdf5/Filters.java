package dev.lamina.serialization.hdf5;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done to chunks before they are stored, in this order (specification, IV.A.2.l): deflate,
 * shuffle and checksums, each at most once.
 */
record Filters(List<Integer> ids) {
  static final int DEFLATE = 1;
  static final int SHUFFLE = 2;
  static final int CHECKSUM = 3;

  private static final int MOST = 3;
  private static final int FIRST_WITH_NAME = 256;

  static Filters read(Hdf5Bytes in, ByteBuffer b, Datatype type, String where) {
    String what = where + ": filters";
    int version = in.u8(b, what);
    in.version(version, 1, 2, what);
    int n = in.u8(b, what);
    if (n > MOST) {
      throw in.refuse(what, "%d filters, expected at most %d", n, MOST);
    }
    if (version == 1) {
      in.next(b, 6, what);
    }
    var ids = new ArrayList<Integer>();
    for (int i = 0; i < n; i++) {
      ids.add(filter(in, b, type, version, what));
    }
    if (ids.stream().distinct().count() != n) {
      throw in.refuse(what, "a filter is used twice");
    }
    return new Filters(List.copyOf(ids));
  }

  private static int filter(Hdf5Bytes in, ByteBuffer b, Datatype type, int version, String what) {
    int id = in.u16(b, what);
    int name = version == 1 || id >= FIRST_WITH_NAME ? in.u16(b, what) : 0;
    in.u16(b, what);
    int values = in.u16(b, what);
    if (id < DEFLATE || id > CHECKSUM) {
      throw in.refuse(what, "filter %d is not supported, only deflate, shuffle and fletcher32", id);
    }
    in.next(b, version == 1 ? (name + 7) / 8 * 8 : name, what);
    ByteBuffer client = in.next(b, 4L * values, what);
    if (id == SHUFFLE && (values < 1 || client.getInt(0) != type.size())) {
      throw in.refuse(what, "shuffles elements of another size than %d bytes", type.size());
    }
    if (version == 1 && values % 2 == 1) {
      in.next(b, 4, what);
    }
    return id;
  }

  /** Whether a chunk with this mask of left-out filters went through one. */
  boolean has(int id, int mask) {
    int i = ids.indexOf(id);
    return i >= 0 && (mask & 1 << i) == 0;
  }
}
