package dev.lamina.serialization.hostile;

import static dev.lamina.serialization.hostile.Hostile.utf8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/** Writes HDF5 files byte by byte in the form that h5py uses, so that every field can lie. */
@SuppressWarnings({"ArrayRecordComponent", "ByteBufferBackingArray"}) // bytes that tests write
final class RawHdf5 {
  static final int DATASPACE = 1;
  static final int DATATYPE = 3;
  static final int FILL = 5;
  static final int LINK = 6;
  static final int EXTERNAL = 7;
  static final int LAYOUT = 8;
  static final int FILTERS = 11;
  static final int ATTRIBUTE = 12;
  static final int CONTINUATION = 16;
  static final int SYMBOLS = 17;
  static final long UNDEFINED = -1;

  /** One message of a header. */
  record Msg(int type, int flags, byte[] data) {}

  final ByteBuffer b;
  private int at = 96;

  RawHdf5(int capacity) {
    b = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }

  static RawHdf5 file() {
    return new RawHdf5(1 << 16);
  }

  long alloc(int n) {
    int start = at;
    at += (n + 7) / 8 * 8;
    return start;
  }

  long put(byte[] bytes) {
    long where = alloc(bytes.length);
    b.put((int) where, bytes);
    return where;
  }

  static ByteBuffer buffer(int n) {
    return ByteBuffer.allocate(n).order(ByteOrder.LITTLE_ENDIAN);
  }

  static Msg msg(int type, byte[] data) {
    return new Msg(type, 0, data);
  }

  static Msg msg(int type, ByteBuffer data) {
    return msg(type, data.array());
  }

  /** A header in the old form. */
  long header(Msg... messages) {
    return header(List.of(messages), messages.length);
  }

  long header(List<Msg> messages, int declared) {
    int size = messages.stream().mapToInt(m -> 8 + pad(m.data.length)).sum();
    long where = alloc(16 + size);
    int p = (int) where;
    b.put(p, (byte) 1).putShort(p + 2, (short) declared).putInt(p + 4, 1).putInt(p + 8, size);
    p += 16;
    for (Msg m : messages) {
      b.putShort(p, (short) m.type).putShort(p + 2, (short) pad(m.data.length));
      b.put(p + 4, (byte) m.flags);
      b.put(p + 8, m.data);
      p += 8 + pad(m.data.length);
    }
    return where;
  }

  private static int pad(int n) {
    return (n + 7) / 8 * 8;
  }

  static Msg space(long... dims) {
    ByteBuffer d = buffer(8 + 8 * dims.length);
    d.put((byte) 1).put((byte) dims.length).position(8);
    Arrays.stream(dims).forEach(d::putLong);
    return msg(DATASPACE, d);
  }

  static byte[] float32Bytes() {
    return buffer(20)
        .put((byte) 0x11)
        .put(new byte[] {0x20, 31, 0})
        .putInt(4)
        .putShort((short) 0)
        .putShort((short) 32)
        .put(new byte[] {23, 8, 0, 23})
        .putInt(127)
        .array();
  }

  static Msg float32() {
    return msg(DATATYPE, float32Bytes());
  }

  static Msg contiguous(long address, long size) {
    return msg(LAYOUT, buffer(18).put((byte) 3).put((byte) 1).putLong(address).putLong(size));
  }

  static Msg chunked(long tree, int... grid) {
    ByteBuffer d = buffer(11 + 4 * grid.length);
    d.put((byte) 3).put((byte) 2).put((byte) grid.length).putLong(tree);
    Arrays.stream(grid).forEach(d::putInt);
    return msg(LAYOUT, d);
  }

  /** A pipeline of filters with one client value each. */
  static Msg filters(int... ids) {
    ByteBuffer d = buffer(8 + 16 * ids.length);
    d.put((byte) 1).put((byte) ids.length).position(8);
    for (int id : ids) {
      d.putShort((short) id).putShort((short) 0).putShort((short) 0).putShort((short) 1);
      d.putInt(4).putInt(0);
    }
    return msg(FILTERS, d);
  }

  static Msg attribute(String name, byte[] type, Msg space, byte[] data) {
    int n = pad(name.length() + 1);
    ByteBuffer d = buffer(8 + n + pad(type.length) + pad(space.data.length) + data.length);
    d.put((byte) 1).put((byte) 0).putShort((short) (name.length() + 1));
    d.putShort((short) type.length).putShort((short) space.data.length);
    d.put(8, utf8(name)).put(8 + n, type).put(8 + n + pad(type.length), space.data);
    d.put(d.capacity() - data.length, data);
    return msg(ATTRIBUTE, d);
  }

  /** A type of text of variable length. */
  static byte[] text() {
    return buffer(20)
        .put((byte) 0x19)
        .put(new byte[] {1, 1, 0})
        .putInt(16)
        .put((byte) 0x13)
        .put(new byte[] {0, 0, 0})
        .putInt(1)
        .array();
  }

  static byte[] reference(int length, long heap, int index) {
    return buffer(16).putInt(length).putLong(heap).putInt(index).array();
  }

  /** A good dataset of [2]. */
  long dataset() {
    return header(space(2), float32(), contiguous(put(new byte[8]), 8));
  }

  /** A group in the old form. */
  long group(Object... namesAndHeaders) {
    return header(symbols(namesAndHeaders));
  }

  Msg symbols(Object... namesAndHeaders) {
    int n = namesAndHeaders.length / 2;
    ByteBuffer names = buffer(4096);
    ByteBuffer nodes = buffer(8 + 40 * n);
    nodes.put(utf8("SNOD")).put((byte) 1).put((byte) 0).putShort((short) n);
    names.position(8);
    for (int i = 0; i < n; i++) {
      nodes
          .putLong(names.position())
          .putLong((Long) namesAndHeaders[2 * i + 1])
          .position(8 + 40 * (i + 1));
      names.put(utf8((String) namesAndHeaders[2 * i])).put((byte) 0);
      names.position(pad(names.position()));
    }
    long heapData = put(Arrays.copyOf(names.array(), names.position()));
    long heap =
        put(
            buffer(32)
                .put(utf8("HEAP"))
                .putInt(0)
                .putLong(names.position())
                .putLong(1)
                .putLong(heapData)
                .array());
    return msg(SYMBOLS, buffer(16).putLong(tree(0, 0, put(nodes.array()))).putLong(heap));
  }

  /** A node of a group's B-tree. */
  long tree(int type, int level, long... children) {
    ByteBuffer t = buffer(24 + 8 + 16 * children.length);
    t.put(utf8("TREE")).put((byte) type).put((byte) level).putShort((short) children.length);
    t.putLong(UNDEFINED).putLong(UNDEFINED);
    for (long c : children) {
      t.putLong(0).putLong(c);
    }
    return put(t.array());
  }

  /** One chunk: where it is in the array, and its bytes in the file. */
  record Piece(long address, int stored, int mask, long... offsets) {}

  long chunkTree(Piece... pieces) {
    int rank = pieces[0].offsets.length;
    int key = 8 + 8 * (rank + 1);
    ByteBuffer t = buffer(24 + key + (key + 8) * pieces.length);
    t.put(utf8("TREE")).put((byte) 1).put((byte) 0).putShort((short) pieces.length);
    t.putLong(UNDEFINED).putLong(UNDEFINED);
    for (Piece p : pieces) {
      t.putInt(p.stored).putInt(p.mask);
      Arrays.stream(p.offsets).forEach(t::putLong);
      t.putLong(0).putLong(p.address);
    }
    return put(t.array());
  }

  static byte[] zlib(byte[] content) {
    var d = new Deflater(9);
    d.setInput(content);
    d.finish();
    byte[] out = new byte[content.length + 100];
    int n = d.deflate(out);
    d.end();
    return Arrays.copyOf(out, n);
  }

  /** A heap of texts: one collection with these objects, numbered from 1. */
  long globalHeap(byte[]... objects) {
    int size = 16 + Arrays.stream(objects).mapToInt(o -> 16 + pad(o.length)).sum() + 16;
    ByteBuffer h = buffer(size);
    h.put(utf8("GCOL")).putInt(1).putLong(size);
    int i = 1;
    for (byte[] o : objects) {
      int start = h.position();
      h.putShort((short) i++).putShort((short) 1).putInt(0).putLong(o.length).put(o);
      h.position(start + 16 + pad(o.length));
    }
    return put(h.array());
  }

  /** The file with this root group. */
  byte[] bytes(long root) {
    b.put(
        0, new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 0, 0, 0, 0, 0, 8, 8, 0});
    b.putShort(16, (short) 4).putShort(18, (short) 16);
    b.putLong(24, 0).putLong(32, UNDEFINED).putLong(40, at).putLong(48, UNDEFINED);
    b.putLong(56, 0).putLong(64, root);
    return Arrays.copyOf(b.array(), at);
  }

  /** A file with these names in its root group. */
  byte[] with(Object... namesAndHeaders) {
    return bytes(group(namesAndHeaders));
  }

  static List<Msg> list(Msg... m) {
    return new ArrayList<>(List.of(m));
  }
}
