package dev.lamina.serialization.hdf5;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Where texts of variable length are (specification, III.E). Each collection is read once. */
final class GlobalHeaps {
  private static final int HEAD = 16;

  private final Hdf5Bytes in;
  private final Hdf5Limits limits;
  private final Map<Long, Map<Integer, Long>> sizes = new HashMap<>();
  private long text;

  GlobalHeaps(Hdf5Bytes in, Hdf5Limits limits) {
    this.in = in;
    this.limits = limits;
  }

  /** Checks the references of {@code count} elements. */
  void check(ByteBuffer elements, long count, String what) {
    for (long i = 0; i < count; i++) {
      long length = in.u32(elements, what);
      long address = in.i64(elements, what);
      long index = in.u32(elements, what);
      if (length == 0 && (address == 0 || address == Hdf5Bytes.UNDEFINED)) {
        continue;
      }
      Map<Integer, Long> heap = sizes.get(address);
      if (heap == null) {
        heap = read(address, what);
        sizes.put(address, heap);
      }
      Long size = heap.get((int) index);
      if (size == null || length > size) {
        throw in.refuse(
            what,
            "text %d has %d bytes in object %d of a heap that has %s",
            i,
            length,
            index,
            size == null ? "no such object" : size + " bytes there");
      }
      text += length;
      if (text > Math.min(limits.text(), in.size())) {
        throw in.refuse(what, "more than %d bytes of text", Math.min(limits.text(), in.size()));
      }
    }
  }

  private Map<Integer, Long> read(long address, String what) {
    String heap = what + ": global heap";
    ByteBuffer head = in.at(address, HEAD, heap);
    in.signature(head, "GCOL", heap);
    in.version(in.u8(head, heap), 1, 1, heap);
    ByteBuffer b = in.own(address, head.getLong(8), heap);
    in.next(b, HEAD, heap);
    var out = new HashMap<Integer, Long>();
    while (b.remaining() >= HEAD) {
      int index = in.u16(b, heap);
      in.next(b, 6, heap);
      long size = in.i64(b, heap);
      if (index == 0) {
        break;
      }
      if (size < 0 || size > b.remaining()) {
        throw in.refuse(
            heap,
            "object %d has %s bytes, %d are left",
            index,
            Long.toUnsignedString(size),
            b.remaining());
      }
      in.next(b, Math.min(b.remaining(), (size + 7) / 8 * 8), heap);
      if (out.put(index, size) != null) {
        throw in.refuse(heap, "two objects %d", index);
      }
    }
    return out;
  }
}
