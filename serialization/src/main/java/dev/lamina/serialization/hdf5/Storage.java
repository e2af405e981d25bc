package dev.lamina.serialization.hdf5;

import java.nio.ByteBuffer;

/** How the elements of a dataset are stored. */
enum Storage {
  /** In the header itself. */
  COMPACT,
  /** In one piece. */
  CONTIGUOUS,
  /** In chunks, maybe compressed. */
  CHUNKED;

  private static final int VIRTUAL = 3;

  /** Checks a layout message and all that it refers to (specification, IV.A.2.i). */
  static Storage check(
      Hdf5Bytes in, ByteBuffer b, Dataspace space, Datatype type, Filters filters, String where) {
    String what = where + ": layout";
    int version = in.u8(b, what);
    in.version(version, 1, 4, what);
    long bytes = space.count() * type.size();
    int rank = version < 3 ? in.u8(b, what) : 0;
    int kind = in.u8(b, what);
    if (kind == VIRTUAL) {
      throw in.refuse(where, "virtual datasets are not read: their elements are in other files");
    }
    if (kind > VIRTUAL) {
      throw in.refuse(what, "unknown class %d", kind);
    }
    Storage storage = values()[kind];
    if (storage != CHUNKED && !filters.ids().isEmpty()) {
      throw in.refuse(what, "filters, but no chunks");
    }
    if (version < 3) {
      old(in, b, space, type, filters, storage, rank, bytes, where);
    } else if (storage == COMPACT) {
      exactly(in, in.u16(b, what), bytes, what);
      in.next(b, bytes, what);
    } else if (storage == CONTIGUOUS) {
      long address = in.i64(b, what);
      contiguous(in, address, in.i64(b, what), bytes, what);
    } else if (version == 3) {
      long[] grid = new long[in.u8(b, what)];
      long address = in.i64(b, what);
      for (int i = 0; i < grid.length; i++) {
        grid[i] = in.u32(b, what);
      }
      Chunks.tree(in, space, type, filters, grid, address, where);
    } else {
      Chunks.young(in, space, type, filters, b, where);
    }
    return storage;
  }

  private static void old(
      Hdf5Bytes in,
      ByteBuffer b,
      Dataspace space,
      Datatype type,
      Filters filters,
      Storage storage,
      int rank,
      long bytes,
      String where) {
    String what = where + ": layout";
    in.next(b, 5, what);
    long address = storage == COMPACT ? 0 : in.i64(b, what);
    long[] sizes = new long[rank];
    for (int i = 0; i < rank; i++) {
      sizes[i] = in.u32(b, what);
    }
    if (storage == CHUNKED) {
      Chunks.tree(in, space, type, filters, sizes, address, where);
    } else if (storage == COMPACT) {
      exactly(in, in.u32(b, what), bytes, what);
      in.next(b, bytes, what);
    } else {
      contiguous(in, address, bytes, bytes, what);
    }
  }

  private static void contiguous(Hdf5Bytes in, long address, long stored, long bytes, String what) {
    if (bytes == 0 && address == Hdf5Bytes.UNDEFINED) {
      return;
    }
    if (address == Hdf5Bytes.UNDEFINED) {
      throw in.refuse(what, "%d bytes are declared, none are stored", bytes);
    }
    exactly(in, stored, bytes, what);
    in.own(address, stored, what);
  }

  private static void exactly(Hdf5Bytes in, long stored, long bytes, String what) {
    if (stored != bytes) {
      throw in.refuse(
          what, "%s bytes are stored, the shape needs %d", Long.toUnsignedString(stored), bytes);
    }
  }
}
