package dev.lamina.serialization.hdf5;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/** The attributes of an object (specification, IV.A.2.m). */
final class Attributes {
  private static final long ALIGN = 8;

  private Attributes() {}

  /** Refuses an object with an attribute that cannot be read. */
  static void check(Hdf5Bytes in, ObjectHeader header, GlobalHeaps heaps) {
    Set<String> names = new HashSet<>();
    for (Message m : header.messages()) {
      if (m.type() == Message.ATTRIBUTE
          && !names.add(check(in, m.data(), heaps, header.path() + ": attribute"))) {
        throw in.refuse(header.path(), "two attributes of the same name");
      }
    }
  }

  private static String check(Hdf5Bytes in, ByteBuffer b, GlobalHeaps heaps, String where) {
    int version = in.u8(b, where);
    in.version(version, 1, 3, where);
    int flags = in.u8(b, where);
    if (version > 1 && flags != 0) {
      throw in.refuse(where, "shared types are not supported");
    }
    int nameSize = in.u16(b, where);
    int typeSize = in.u16(b, where);
    int spaceSize = in.u16(b, where);
    if (version == 3) {
      in.u8(b, where);
    }
    ByteBuffer raw = in.next(b, padded(nameSize, version), where);
    String name = name(in, raw.slice(0, nameSize), where);
    String what = "%s '%s'".formatted(where, name);
    Datatype type = Datatype.read(in, in.next(b, padded(typeSize, version), what), what);
    Dataspace space = Dataspace.read(in, in.next(b, padded(spaceSize, version), what), what);
    if (space.count() > b.remaining() / type.size()) {
      throw in.refuse(
          what,
          "%d elements of %d bytes, %d bytes are there",
          space.count(),
          type.size(),
          b.remaining());
    }
    if (type.kind() == Datatype.Kind.VARIABLE_TEXT) {
      heaps.check(b, space.count(), what);
    }
    return name;
  }

  /** A name ends with a zero byte; it may have slashes. */
  private static String name(Hdf5Bytes in, ByteBuffer raw, String where) {
    int n = raw.limit();
    while (n > 0 && raw.get(n - 1) == 0) {
      n--;
    }
    return Link.utf8(in, where, raw.slice(0, n));
  }

  private static long padded(int size, int version) {
    return version == 1 ? (size + ALIGN - 1) / ALIGN * ALIGN : size;
  }
}
