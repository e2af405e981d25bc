package dev.lamina.serialization.hdf5;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The header of a group or dataset: a list of messages in blocks (specification, IV.A.1). */
record ObjectHeader(String path, List<Message> messages) {
  private static final int SHARED = 2;
  private static final int CREATION_ORDER = 4;
  private static final int CHECKSUM = 4;

  /** Reads without recursion; each block can be used once, so continuations cannot form a cycle. */
  static ObjectHeader read(Hdf5Bytes in, String path, long address, Hdf5Limits limits) {
    boolean young = in.at(address, 4, path).getInt() == 0x5244484f;
    var out = new ArrayList<Message>();
    var blocks = new ArrayDeque<ByteBuffer>();
    int flags = 0;
    int declared = Integer.MAX_VALUE;
    if (young) {
      flags = first(in, path, address, blocks);
    } else {
      ByteBuffer b = in.own(address, 16, path + ": header");
      in.version(b.get(0) & 0xff, 1, 1, path + ": header");
      declared = b.getShort(2) & 0xffff;
      blocks.add(in.own(address + 16, b.getInt(8) & 0xffffffffL, path + ": header"));
    }
    for (ByteBuffer b = blocks.poll(); b != null; b = blocks.poll()) {
      int head = young ? (flags & CREATION_ORDER) == 0 ? 4 : 6 : 8;
      while (b.remaining() >= head && out.size() < declared) {
        Message m = young ? young(in, path, b, head) : old(in, path, b);
        out.add(m);
        if (m.type() == Message.CONTINUATION) {
          blocks.add(continuation(in, path, m.data(), young));
        }
        if (out.size() > limits.messages()) {
          throw in.refuse(path, "more than %d header messages", limits.messages());
        }
      }
    }
    if (!young && out.size() < declared) {
      throw in.refuse(path, "%d header messages are declared, %d are there", declared, out.size());
    }
    return new ObjectHeader(path, List.copyOf(out));
  }

  private static int first(Hdf5Bytes in, String path, long address, ArrayDeque<ByteBuffer> to) {
    String what = path + ": header";
    ByteBuffer start = in.at(address, 6, what);
    in.version(start.get(4) & 0xff, 2, 2, what);
    int flags = start.get(5) & 0xff;
    int width = 1 << (flags & 3);
    int skip = 6 + ((flags & 32) == 0 ? 0 : 16) + ((flags & 16) == 0 ? 0 : 4);
    long size = in.number(in.at(address + skip, width, what), width, what);
    if (size < 0 || size > in.size()) {
      throw in.refuse(what, "%s bytes in a file of %d", Long.toUnsignedString(size), in.size());
    }
    ByteBuffer b = in.own(address, skip + width + size + CHECKSUM, what);
    b.position(skip + width);
    to.add(in.next(b, size, what));
    return flags;
  }

  private static ByteBuffer continuation(
      Hdf5Bytes in, String path, ByteBuffer data, boolean young) {
    String what = path + ": header continuation";
    long address = in.i64(data, what);
    ByteBuffer b = in.own(address, in.i64(data, what), what);
    if (!young) {
      return b;
    }
    in.signature(b, "OCHK", what);
    return in.next(b, b.remaining() - CHECKSUM, what);
  }

  private static Message old(Hdf5Bytes in, String path, ByteBuffer b) {
    int type = in.u16(b, path);
    int size = in.u16(b, path);
    int flags = in.u8(b, path);
    in.next(b, 3, path);
    return message(in, path, b, type, size, flags);
  }

  private static Message young(Hdf5Bytes in, String path, ByteBuffer b, int head) {
    int type = in.u8(b, path);
    int size = in.u16(b, path);
    int flags = in.u8(b, path);
    in.next(b, head - 4, path);
    return message(in, path, b, type, size, flags);
  }

  private static Message message(
      Hdf5Bytes in, String path, ByteBuffer b, int type, int size, int flags) {
    if ((flags & SHARED) != 0) {
      throw in.refuse(path, "shared header messages and named datatypes are not supported");
    }
    return new Message(type, in.next(b, size, path + ": header message " + type));
  }

  /** The only message of a type. */
  Optional<ByteBuffer> only(Hdf5Bytes in, int type) {
    List<Message> found = messages.stream().filter(m -> m.type() == type).toList();
    if (found.size() > 1) {
      throw in.refuse(path, "%d header messages of type %d, expected one", found.size(), type);
    }
    return found.stream().findFirst().map(Message::data);
  }
}
