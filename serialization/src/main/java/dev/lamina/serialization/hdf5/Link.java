package dev.lamina.serialization.hdf5;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A name in a group, and where the header of the named object is. */
record Link(String name, long header) {
  private static final int MAX_NAME = 1024;
  private static final int HARD = 0;
  private static final int SOFT = 1;
  private static final int EXTERNAL = 64;

  /** A name: one part of a path. */
  static String name(Hdf5Bytes in, String group, ByteBuffer raw) {
    String name = utf8(in, group, raw);
    if (raw.remaining() > MAX_NAME
        || name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || name.indexOf('/') >= 0
        || name.indexOf(0) >= 0) {
      String shown = name.length() > 80 ? name.substring(0, 80) + "..." : name;
      throw in.refuse(group, "the name '%s' cannot be a part of a path", shown);
    }
    return name;
  }

  static String utf8(Hdf5Bytes in, String what, ByteBuffer raw) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(raw.duplicate()).toString();
    } catch (CharacterCodingException e) {
      throw in.refuse(what, "a name that is not UTF-8");
    }
  }

  /** A link message of the new form (specification, IV.A.2.g). */
  static Link of(Hdf5Bytes in, String group, ByteBuffer b) {
    String what = group + ": link";
    in.version(in.u8(b, what), 1, 1, what);
    int flags = in.u8(b, what);
    int type = (flags & 8) == 0 ? HARD : in.u8(b, what);
    if ((flags & 4) != 0) {
      in.i64(b, what);
    }
    if ((flags & 16) != 0) {
      in.u8(b, what);
    }
    int width = 1 << (flags & 3);
    String name = name(in, group, in.next(b, in.number(b, width, what), what));
    if (type != HARD) {
      throw in.refuse(
          group,
          "'%s' is %s link, which is not followed",
          name,
          type == SOFT ? "a soft" : type == EXTERNAL ? "an external" : "a user-defined");
    }
    return new Link(name, in.i64(b, what));
  }
}
