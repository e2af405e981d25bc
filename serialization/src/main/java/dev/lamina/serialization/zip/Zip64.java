package dev.lamina.serialization.zip;

import java.nio.ByteBuffer;

/** Sizes and places of eight bytes in an entry's extra field (APPNOTE, 4.5.3). */
final class Zip64 {
  private static final int ID = 1;
  private static final long UNSET = 0xffffffffL;

  private Zip64() {}

  /** The header with the long sizes where the short ones say that they do not fit. */
  static CentralHeader central(ByteBuffer extra, CentralHeader h, ZipBytes in) {
    ByteBuffer field = find(extra, h, in);
    long size = h.size() == UNSET ? next(field, h, in) : h.size();
    long compressed = h.compressed() == UNSET ? next(field, h, in) : h.compressed();
    long local = h.local() == UNSET ? next(field, h, in) : h.local();
    return new CentralHeader(h.name(), h.flags(), h.method(), h.crc(), compressed, size, local);
  }

  /** Compressed size and size. */
  static long[] local(ByteBuffer extra, long compressed, long size, CentralHeader h, ZipBytes in) {
    ByteBuffer field = find(extra, h, in);
    long s = size == UNSET ? next(field, h, in) : size;
    return new long[] {compressed == UNSET ? next(field, h, in) : compressed, s};
  }

  private static long next(ByteBuffer field, CentralHeader h, ZipBytes in) {
    if (field.remaining() < 8) {
      throw in.refuse(h, "its zip64 sizes are missing");
    }
    return field.getLong();
  }

  private static ByteBuffer find(ByteBuffer extra, CentralHeader h, ZipBytes in) {
    ByteBuffer found = Directory.slice(extra, 0, 0);
    boolean any = false;
    while (extra.remaining() >= 4) {
      int id = extra.getShort() & 0xffff;
      int n = extra.getShort() & 0xffff;
      if (n > extra.remaining()) {
        throw in.refuse(h, "its extra field is cut off");
      }
      if (id == ID) {
        if (any) {
          throw in.refuse(h, "it has zip64 sizes twice");
        }
        any = true;
        found = Directory.slice(extra, extra.position(), n);
      }
      extra.position(extra.position() + n);
    }
    return found;
  }
}
