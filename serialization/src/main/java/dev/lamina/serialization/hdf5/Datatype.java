package dev.lamina.serialization.hdf5;

import java.nio.ByteBuffer;

/**
 * The type of elements (specification, IV.A.2.d): numbers, enumerations of integers (NumPy's bool),
 * opaque bytes, and text of fixed or variable length. All else is refused.
 *
 * @param size bytes of one element
 */
record Datatype(Kind kind, int size) {
  /** What elements are. */
  enum Kind {
    INTEGER,
    FLOAT,
    TEXT,
    OPAQUE,
    ENUM,
    VARIABLE_TEXT
  }

  private static final int MAX_TEXT = 1 << 20;
  private static final int MAX_OPAQUE = 16;
  private static final int VARIABLE = 16;

  static Datatype read(Hdf5Bytes in, ByteBuffer b, String what) {
    return read(in, b, what, true);
  }

  private static Datatype read(Hdf5Bytes in, ByteBuffer b, String where, boolean outer) {
    String what = where + ": datatype";
    int start = b.position();
    int first = in.u8(b, what);
    in.version(first >> 4, 1, 3, what);
    int bits = in.u8(b, what) | in.u16(b, what) << 8;
    long size = in.u32(b, what);
    int type = first & 15;
    return switch (type) {
      case 0 -> integer(in, b, what, size);
      case 1 -> floating(in, b, what, size);
      case 3 -> sized(in, what, Kind.TEXT, size, MAX_TEXT);
      case 5 -> {
        in.opaque(b, start, in.next(b, bits & 0xff, what));
        yield sized(in, what, Kind.OPAQUE, size, MAX_OPAQUE);
      }
      case 8 -> {
        nested(in, what, outer);
        yield enumeration(in, b, what, first >> 4, bits & 0xffff, size);
      }
      case 9 -> {
        nested(in, what, outer);
        yield variable(in, b, what, bits, size);
      }
      default ->
          throw in.refuse(
              what,
              "class %d is not supported, only numbers, enumerations, opaque bytes and text",
              type);
    };
  }

  private static void nested(Hdf5Bytes in, String what, boolean outer) {
    if (!outer) {
      throw in.refuse(what, "types inside of types are not supported");
    }
  }

  private static Datatype sized(Hdf5Bytes in, String what, Kind kind, long size, int most) {
    if (size < 1 || size > most) {
      throw in.refuse(what, "elements of %d bytes, expected 1 to %d", size, most);
    }
    return new Datatype(kind, (int) size);
  }

  private static Datatype integer(Hdf5Bytes in, ByteBuffer b, String what, long size) {
    int offset = in.u16(b, what);
    int precision = in.u16(b, what);
    if (Long.bitCount(size) != 1 || size > 8 || offset != 0 || precision != 8 * size) {
      throw in.refuse(
          what, "integers of %d bits at %d in %d bytes are not supported", precision, offset, size);
    }
    return new Datatype(Kind.INTEGER, (int) size);
  }

  private static Datatype floating(Hdf5Bytes in, ByteBuffer b, String what, long size) {
    int offset = in.u16(b, what);
    int precision = in.u16(b, what);
    int exponentAt = in.u8(b, what);
    int exponent = in.u8(b, what);
    int mantissaAt = in.u8(b, what);
    int mantissa = in.u8(b, what);
    in.u32(b, what);
    boolean ieee =
        (size == 2 && (exponent == 5 || exponent == 8))
            || (size == 4 && exponent == 8)
            || (size == 8 && exponent == 11);
    if (!ieee
        || offset != 0
        || precision != 8 * size
        || mantissaAt != 0
        || exponentAt != mantissa
        || mantissa + exponent + 1 != precision) {
      throw in.refuse(
          what,
          "floating-point numbers of %d bytes with %d and %d bits are not supported",
          size,
          exponent,
          mantissa);
    }
    return new Datatype(Kind.FLOAT, (int) size);
  }

  private static Datatype enumeration(
      Hdf5Bytes in, ByteBuffer b, String what, int version, int members, long size) {
    Datatype base = read(in, b, what, false);
    if (base.kind != Kind.INTEGER || base.size != size) {
      throw in.refuse(what, "an enumeration of something else than integers of its size");
    }
    for (int i = 0; i < members; i++) {
      int n = 0;
      while (in.u8(b, what) != 0) {
        n++;
      }
      if (version < 3) {
        in.next(b, 7 - n % 8, what);
      }
    }
    in.next(b, (long) members * base.size, what);
    return new Datatype(Kind.ENUM, base.size);
  }

  private static Datatype variable(Hdf5Bytes in, ByteBuffer b, String what, int bits, long size) {
    Datatype base = read(in, b, what, false);
    if ((bits & 15) != 1 || size != VARIABLE || base.size != 1) {
      throw in.refuse(what, "variable length is supported for text only");
    }
    return new Datatype(Kind.VARIABLE_TEXT, VARIABLE);
  }
}
