package dev.lamina.serialization.zip;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The end of a zip file, which tells where its directory is (PKWARE's APPNOTE, 4.3.14 to 4.3.16).
 *
 * @param directory where the directory begins
 * @param length its bytes
 * @param entries how many entries it has
 */
record EndRecord(long directory, long length, long entries) {
  private static final int END = 0x06054b50;
  private static final int END64 = 0x06064b50;
  private static final int LOCATOR64 = 0x07064b50;
  private static final int SIZE = 22;
  private static final int LOCATOR = 20;
  private static final int SIZE64 = 56;
  private static final int MAX_COMMENT = 0xffff;
  private static final int UNSET16 = 0xffff;
  private static final long UNSET32 = 0xffffffffL;

  static EndRecord read(ZipBytes in) throws IOException {
    int n = (int) Math.min(in.size(), SIZE + MAX_COMMENT);
    ByteBuffer tail = in.read(in.size() - n, n, "the end record");
    int found = -1;
    for (int at = n - SIZE; at >= 0; at--) {
      if (tail.getInt(at) == END && at + SIZE + u16(tail, at + 20) == n) {
        if (found >= 0) {
          throw in.refuse("it has two end records, so it can be read in two ways");
        }
        found = at;
      }
    }
    if (found < 0) {
      throw in.refuse("it has no end record; it is another format or truncated");
    }
    long position = in.size() - n + found;
    boolean one = u16(tail, found + 4) == 0 && u16(tail, found + 6) == 0;
    int entries = u16(tail, found + 10);
    long length = u32(tail, found + 12);
    long directory = u32(tail, found + 16);
    boolean large = entries == UNSET16 || length == UNSET32 || directory == UNSET32;
    EndRecord end;
    if (large || hasLocator(in, position)) {
      end = large(in, position, new EndRecord(directory, length, entries));
      position -= LOCATOR + SIZE64;
    } else {
      if (!one || u16(tail, found + 8) != entries) {
        throw in.refuse("it is a part of a zip file of several parts");
      }
      end = new EndRecord(directory, length, entries);
    }
    if (end.directory < 0 || end.length < 0 || end.directory != position - end.length) {
      throw in.refuse(
          "its directory (byte %s, %s bytes) does not end where the end record begins, byte %d",
          Long.toUnsignedString(end.directory), Long.toUnsignedString(end.length), position);
    }
    return end;
  }

  private static boolean hasLocator(ZipBytes in, long end) throws IOException {
    return end >= LOCATOR + SIZE64
        && in.read(end - LOCATOR, LOCATOR, "the zip64 locator").getInt() == LOCATOR64;
  }

  /** Zip64: sizes in eight bytes; the short fields repeat them or say that they do not fit. */
  private static EndRecord large(ZipBytes in, long end, EndRecord small) throws IOException {
    if (!hasLocator(in, end)) {
      throw in.refuse("its end record refers to a zip64 record, which is not there");
    }
    ByteBuffer locator = in.read(end - LOCATOR, LOCATOR, "the zip64 locator");
    long at = end - LOCATOR - SIZE64;
    if (locator.getInt(4) != 0 || locator.getInt(16) != 1 || locator.getLong(8) != at) {
      throw in.refuse("its zip64 locator points elsewhere than to the record before it");
    }
    ByteBuffer b = in.read(at, SIZE64, "the zip64 end record");
    var out = new EndRecord(b.getLong(48), b.getLong(40), b.getLong(32));
    boolean one = b.getInt(16) == 0 && b.getInt(20) == 0 && b.getLong(24) == out.entries;
    boolean same =
        (small.entries == UNSET16 || small.entries == out.entries)
            && (small.length == UNSET32 || small.length == out.length)
            && (small.directory == UNSET32 || small.directory == out.directory);
    if (b.getInt(0) != END64 || b.getLong(4) != SIZE64 - 12 || !one || !same) {
      throw in.refuse("its two end records contradict each other");
    }
    return out;
  }

  static int u16(ByteBuffer b, int at) {
    return b.getShort(at) & 0xffff;
  }

  static long u32(ByteBuffer b, int at) {
    return b.getInt(at) & 0xffffffffL;
  }
}
