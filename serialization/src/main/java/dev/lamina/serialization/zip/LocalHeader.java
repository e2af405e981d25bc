package dev.lamina.serialization.zip;

import static dev.lamina.serialization.zip.EndRecord.u16;
import static dev.lamina.serialization.zip.EndRecord.u32;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The header in front of an entry's data: where the data begins, and where all of it ends. */
record LocalHeader(long data, long end) {
  private static final int LOCAL = 0x04034b50;
  private static final int SIZE = 30;
  private static final int DESCRIPTOR = 0x08074b50;
  private static final long UNSET = 0xffffffffL;

  static LocalHeader read(ZipBytes in, CentralHeader h) throws IOException {
    if (h.local() < 0 || h.local() > in.size() - SIZE) {
      throw in.refuse(h, "its header would be at byte %d, outside of the file", h.local());
    }
    ByteBuffer b = in.read(h.local(), SIZE, h.name());
    if (b.getInt(0) != LOCAL) {
      throw in.refuse(h, "there is no entry header at byte %d", h.local());
    }
    int nameLength = u16(b, 26);
    int extraLength = u16(b, 28);
    ByteBuffer rest = in.read(h.local() + SIZE, nameLength + extraLength, h.name());
    byte[] name = new byte[nameLength];
    rest.get(name);
    if (!Arrays.equals(name, h.name().getBytes(StandardCharsets.UTF_8))) {
      throw in.refuse(h, "the header before its data has another name");
    }
    if (u16(b, 6) != h.flags() || u16(b, 8) != h.method()) {
      throw in.refuse(h, "the header before its data contradicts the directory: flags or method");
    }
    long crc = u32(b, 14);
    long compressed = u32(b, 18);
    long size = u32(b, 22);
    if (compressed == UNSET || size == UNSET) {
      long[] sizes =
          Zip64.local(Directory.slice(rest, nameLength, extraLength), compressed, size, h, in);
      compressed = sizes[0];
      size = sizes[1];
    }
    boolean later = h.hasDescriptor() && compressed == 0 && size == 0 && crc == 0;
    if (!later && (crc != h.crc() || compressed != h.compressed() || size != h.size())) {
      throw in.refuse(
          h,
          "the header before its data contradicts the directory: %d of %d bytes, CRC %08x instead of %d of %d bytes, CRC %08x",
          compressed,
          size,
          crc,
          h.compressed(),
          h.size(),
          h.crc());
    }
    long data = h.local() + SIZE + nameLength + extraLength;
    if (h.compressed() > in.size() - data) {
      throw in.refuse(h, "its data ends outside of the file");
    }
    long end = data + h.compressed();
    return new LocalHeader(data, h.hasDescriptor() ? end + descriptor(in, h, end) : end);
  }

  /** The bytes of the descriptor: with or without signature, sizes in four or eight bytes. */
  private static int descriptor(ZipBytes in, CentralHeader h, long at) throws IOException {
    int n = (int) Math.min(24, in.size() - at);
    ByteBuffer b = in.read(at, n, h.name());
    for (int start : new int[] {4, 0}) {
      boolean signed = start == 0 || (n >= 4 && b.getInt(0) == DESCRIPTOR);
      if (signed && n >= start + 12 && u32(b, start) == h.crc()) {
        if (n >= start + 20
            && b.getLong(start + 4) == h.compressed()
            && b.getLong(start + 12) == h.size()) {
          return start + 20;
        }
        if (u32(b, start + 4) == h.compressed() && u32(b, start + 8) == h.size()) {
          return start + 12;
        }
      }
    }
    throw in.refuse(h, "the record behind its data contradicts the directory");
  }
}
