package dev.lamina.serialization.hdf5;

import java.nio.ByteBuffer;

/**
 * Where very many links or attributes are in files of the newest format (specification, IV.A.2.d
 * and v). Keras does not write such files.
 */
final class DenseStorage {
  private DenseStorage() {}

  /** Refuses an object that uses it; {@code indexWidth}: the bytes of a creation index. */
  static void refuse(Hdf5Bytes in, ByteBuffer b, int indexWidth, String where) {
    String what = where + ": links or attributes";
    in.version(in.u8(b, what), 0, 0, what);
    int flags = in.u8(b, what);
    if ((flags & 1) != 0) {
      in.next(b, indexWidth, what);
    }
    long heap = in.i64(b, what);
    long names = in.i64(b, what);
    if (heap != Hdf5Bytes.UNDEFINED || names != Hdf5Bytes.UNDEFINED) {
      throw in.refuse(
          what,
          "the newest format's storage of many is not supported; write the file with h5py's default libver");
    }
  }
}
