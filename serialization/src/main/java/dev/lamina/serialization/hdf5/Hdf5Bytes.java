package dev.lamina.serialization.hdf5;

import dev.lamina.training.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The bytes of an HDF5 file; nothing outside of them can be read. */
final class Hdf5Bytes {
  /** The address that means "nowhere". */
  static final long UNDEFINED = -1;

  /** The class of text in a datatype. */
  private static final int TEXT = 3;

  private final String file;
  private final ByteBuffer all;
  private final Extents extents = new Extents();
  private boolean openTags;

  Hdf5Bytes(String file, ByteBuffer content) {
    this.file = file;
    this.all = content.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  long size() {
    return all.limit();
  }

  /** {@code n} bytes at an address, little-endian; {@code what}: named in errors. */
  ByteBuffer at(long address, long n, String what) {
    if (address < 0 || n < 0 || n > size() - address) {
      throw refuse(
          what,
          "%s bytes at byte %s are outside of the file, which has %d",
          Long.toUnsignedString(n),
          Long.toUnsignedString(address),
          size());
    }
    return all.slice((int) address, (int) n).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** As {@link #at}, for bytes that nothing else may use. So nothing can refer to itself. */
  ByteBuffer own(long address, long n, String what) {
    ByteBuffer b = at(address, n, what);
    extents
        .claim(address, n, what)
        .ifPresent(
            other -> {
              throw refuse(what, "its bytes at byte %d are also those of %s", address, other);
            });
    return b;
  }

  /** The next {@code n} bytes of a piece. */
  ByteBuffer next(ByteBuffer b, long n, String what) {
    if (n < 0 || n > b.remaining()) {
      throw refuse(
          what, "%s bytes are declared, %d are left", Long.toUnsignedString(n), b.remaining());
    }
    ByteBuffer out = b.slice(b.position(), (int) n).order(ByteOrder.LITTLE_ENDIAN);
    b.position(b.position() + (int) n);
    return out;
  }

  int u8(ByteBuffer b, String what) {
    return next(b, 1, what).get() & 0xff;
  }

  int u16(ByteBuffer b, String what) {
    return next(b, 2, what).getShort() & 0xffff;
  }

  long u32(ByteBuffer b, String what) {
    return next(b, 4, what).getInt() & 0xffffffffL;
  }

  long i64(ByteBuffer b, String what) {
    return next(b, 8, what).getLong();
  }

  /** An unsigned number of 1, 2, 4 or 8 bytes. */
  long number(ByteBuffer b, int width, String what) {
    return switch (width) {
      case 1 -> u8(b, what);
      case 2 -> u16(b, what);
      case 4 -> u32(b, what);
      default -> i64(b, what);
    };
  }

  /** Refuses a piece that does not begin with these letters. */
  void signature(ByteBuffer b, String letters, String what) {
    ByteBuffer four = next(b, 4, what);
    for (int i = 0; i < 4; i++) {
      if (four.get(i) != letters.charAt(i)) {
        throw refuse(what, "expected %s, which is not there", letters);
      }
    }
  }

  void version(int got, int lowest, int highest, String what) {
    if (got < lowest || got > highest) {
      throw refuse(what, "version %d, expected %d to %d", got, lowest, highest);
    }
  }

  /**
   * Looks at a type of opaque bytes, which begins at a place in {@code b}. The specification wants
   * its tag to end with a zero; h5py writes no tag for bfloat16, and jHDF cannot read that. In a
   * copy that can be written, it becomes text of that many bytes, which is stored alike.
   */
  void opaque(ByteBuffer b, int start, ByteBuffer tag) {
    for (int i = 0; i < tag.limit(); i++) {
      if (tag.get(i) == 0) {
        return;
      }
    }
    if (b.isReadOnly()) {
      openTags = true;
    } else {
      b.put(start, (byte) ((b.get(start) & 0xf0) | TEXT));
      b.put(start + 1, (byte) 0);
    }
  }

  /** Whether there were opaque bytes that a reader cannot read as they are. */
  boolean hasOpenTags() {
    return openTags;
  }

  ModelFormatException refuse(String what, String rule, Object... args) {
    return new ModelFormatException("%s: %s: %s".formatted(file, what, rule.formatted(args)));
  }
}
