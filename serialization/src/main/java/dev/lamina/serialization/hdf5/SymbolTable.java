package dev.lamina.serialization.hdf5;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The links of a group in the old form: a B-tree whose leaves are lists of symbols, and a heap with
 * their names (specification, III.A.1, III.B to III.D).
 */
final class SymbolTable {
  /** The bytes of an entry. */
  static final int ENTRY = 40;

  private static final int NODE = 24;
  private static final int MAX_LEVEL = 32;
  private static final int GROUP_NODE = 0;
  private static final int SOFT_LINK = 2;

  private SymbolTable() {}

  /** A name's place in the heap, and the header of what it names. */
  record Symbol(long name, long header) {}

  /** Reads one entry. */
  static Symbol entry(Hdf5Bytes in, ByteBuffer b, String what) {
    ByteBuffer e = in.next(b, ENTRY, what);
    if (e.getInt(16) == SOFT_LINK) {
      throw in.refuse(what, "soft links are not followed");
    }
    if (e.getInt(16) < 0 || e.getInt(16) > 1) {
      throw in.refuse(what, "unknown kind %d of a link", e.getInt(16));
    }
    return new Symbol(e.getLong(0), e.getLong(8));
  }

  /** The links that a symbol table message refers to. */
  static List<Link> links(Hdf5Bytes in, String group, ByteBuffer message, Hdf5Limits limits) {
    long tree = in.i64(message, group);
    ByteBuffer names = heap(in, group, in.i64(message, group));
    var out = new ArrayList<Link>();
    String what = group + ": B-tree of links";
    record Node(long address, int level) {}
    var todo = new ArrayDeque<Node>(List.of(new Node(tree, MAX_LEVEL + 1)));
    for (Node n = todo.poll(); n != null; n = todo.poll()) {
      if (n.level < 0) {
        symbols(in, group, n.address, names, out, limits);
        continue;
      }
      ByteBuffer head = in.at(n.address, NODE, what);
      in.signature(head, "TREE", what);
      int type = in.u8(head, what);
      int level = in.u8(head, what);
      int entries = in.u16(head, what);
      if (type != GROUP_NODE || level >= n.level) {
        throw in.refuse(
            what, "node type %d of level %d, expected 0 below %d", type, level, n.level);
      }
      ByteBuffer b = in.own(n.address, NODE + 8L + 16L * entries, what);
      for (int i = 0; i < entries; i++) {
        todo.add(new Node(b.getLong(NODE + 8 + 16 * i), level == 0 ? -1 : level));
      }
    }
    return out;
  }

  private static void symbols(
      Hdf5Bytes in,
      String group,
      long address,
      ByteBuffer names,
      List<Link> out,
      Hdf5Limits limits) {
    String what = group + ": list of links";
    ByteBuffer head = in.at(address, 8, what);
    in.signature(head, "SNOD", what);
    in.version(in.u8(head, what), 1, 1, what);
    in.u8(head, what);
    int n = in.u16(head, what);
    ByteBuffer b = in.own(address, 8 + (long) n * ENTRY, what);
    b.position(8);
    for (int i = 0; i < n; i++) {
      Symbol s = entry(in, b, what);
      out.add(new Link(Link.name(in, group, text(in, names, s.name, what)), s.header));
      if (out.size() > limits.objects()) {
        throw in.refuse(what, "more than %d links", limits.objects());
      }
    }
  }

  private static ByteBuffer heap(Hdf5Bytes in, String group, long address) {
    String what = group + ": heap of names";
    ByteBuffer b = in.own(address, 32, what);
    in.signature(b, "HEAP", what);
    in.version(b.get(4), 0, 0, what);
    return in.own(b.getLong(24), b.getLong(8), what);
  }

  private static ByteBuffer text(Hdf5Bytes in, ByteBuffer heap, long at, String what) {
    if (at < 0 || at >= heap.limit()) {
      throw in.refuse(
          what, "a name at %s of a heap of %d bytes", Long.toUnsignedString(at), heap.limit());
    }
    int end = (int) at;
    while (end < heap.limit() && heap.get(end) != 0) {
      end++;
    }
    if (end == heap.limit()) {
      throw in.refuse(what, "a name without end");
    }
    return heap.slice((int) at, end - (int) at);
  }
}
