package dev.lamina.serialization.hdf5;

import java.nio.ByteBuffer;

/** The value of elements that are not stored (specification, IV.A.2.e and f); its size must fit. */
final class FillValue {
  private static final int DEFINED = 32;

  private FillValue() {}

  static void old(Hdf5Bytes in, ByteBuffer b, String where) {
    value(in, b, where + ": fill value");
  }

  static void check(Hdf5Bytes in, ByteBuffer b, String where) {
    String what = where + ": fill value";
    int version = in.u8(b, what);
    in.version(version, 1, 3, what);
    if (version == 3) {
      if ((in.u8(b, what) & DEFINED) != 0) {
        value(in, b, what);
      }
      return;
    }
    in.next(b, 2, what);
    int defined = in.u8(b, what);
    if (version == 1 || defined != 0) {
      value(in, b, what);
    }
  }

  /** A size of -1 says that there is none. */
  private static void value(Hdf5Bytes in, ByteBuffer b, String what) {
    int size = (int) in.u32(b, what);
    if (size != -1) {
      in.next(b, size, what);
    }
  }
}
