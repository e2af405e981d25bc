package dev.lamina.serialization.hdf5;

import java.nio.ByteBuffer;

/**
 * The beginning of an HDF5 file (specification, II.A).
 *
 * @param root the address of the root group's header
 */
record Superblock(long root) {
  /** The first eight bytes of every file: 0x89, HDF, CR, LF, 0x1a, LF. */
  static final long MAGIC = 0x0a1a0a0d46444889L;

  private static final String WHAT = "superblock";
  private static final int SMALLEST = 48;
  private static final int WIDTH = 8;

  static Superblock read(Hdf5Bytes in) {
    if (in.size() < SMALLEST || in.at(0, 8, WHAT).getLong() != MAGIC) {
      throw in.refuse(WHAT, "not an HDF5 file: it does not begin as one");
    }
    int version = in.at(8, 1, WHAT).get() & 0xff;
    in.version(version, 0, 3, WHAT);
    return version < 2 ? old(in, version) : young(in);
  }

  private static Superblock old(Hdf5Bytes in, int version) {
    ByteBuffer b = in.own(0, (version == 0 ? 24 : 28) + 4 * 8 + SymbolTable.ENTRY, WHAT);
    in.version(b.get(9), 0, 0, WHAT + ": free space");
    in.version(b.get(10), 0, 0, WHAT + ": root group");
    in.version(b.get(12), 0, 0, WHAT + ": shared messages");
    widths(in, b.get(13), b.get(14));
    b.position(version == 0 ? 24 : 28);
    long base = b.getLong();
    long freeSpace = b.getLong();
    long end = b.getLong();
    long driver = b.getLong();
    addresses(in, base, end);
    if (freeSpace != Hdf5Bytes.UNDEFINED || driver != Hdf5Bytes.UNDEFINED) {
      throw in.refuse(
          WHAT, "free space or a driver is declared, files of several parts are not read");
    }
    return new Superblock(SymbolTable.entry(in, b, WHAT).header());
  }

  private static Superblock young(Hdf5Bytes in) {
    ByteBuffer b = in.own(0, SMALLEST, WHAT);
    widths(in, b.get(9), b.get(10));
    b.position(12);
    long base = b.getLong();
    long extension = b.getLong();
    addresses(in, base, b.getLong());
    if (extension != Hdf5Bytes.UNDEFINED) {
      throw in.refuse(WHAT, "extensions are not supported");
    }
    return new Superblock(b.getLong());
  }

  private static void widths(Hdf5Bytes in, int offsets, int lengths) {
    if (offsets != WIDTH || lengths != WIDTH) {
      throw in.refuse(
          WHAT, "addresses of %d and lengths of %d bytes, expected 8 and 8", offsets, lengths);
    }
  }

  private static void addresses(Hdf5Bytes in, long base, long end) {
    if (base != 0) {
      throw in.refuse(WHAT, "base address %s, expected 0", Long.toUnsignedString(base));
    }
    if (end < 0 || end > in.size()) {
      throw in.refuse(
          WHAT,
          "the file has %d bytes, %s are declared: it is truncated",
          in.size(),
          Long.toUnsignedString(end));
    }
  }
}
