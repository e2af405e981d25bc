package dev.lamina.serialization.hdf5;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The pieces of a dataset that is stored in chunks: a grid over the array, all of it stored, each
 * chunk once (specification, III.A.1 and IV.A.2.i).
 */
final class Chunks {
  private static final int NODE = 24;
  private static final int CHUNK_NODE = 1;
  private static final int MAX_LEVEL = 32;
  private static final long MAX_CHUNK = 1L << 28;
  private static final int SINGLE = 1;
  private static final int IMPLICIT = 2;
  private static final int FILTERED = 2;

  private final Hdf5Bytes in;
  private final Dataspace space;
  private final Filters filters;
  private final long[] grid;
  private final long bytes;
  private final long count;
  private final String what;

  /** {@code grid}: the chunks' shape, the last number is the size of an element. */
  private Chunks(
      Hdf5Bytes in, Dataspace space, Datatype type, Filters filters, long[] grid, String what) {
    this.in = in;
    this.space = space;
    this.filters = filters;
    this.grid = grid;
    this.what = what;
    int rank = space.shape().size();
    if (rank == 0 || grid.length != rank + 1 || grid[rank] != type.size()) {
      throw in.refuse(
          what,
          "%d axes of elements of %s bytes, expected %d axes",
          grid.length - 1,
          grid.length == 0 ? "no" : grid[grid.length - 1],
          rank);
    }
    long size = 1;
    long chunks = 1;
    for (int i = 0; i <= rank; i++) {
      if (grid[i] < 1 || grid[i] > MAX_CHUNK || size > MAX_CHUNK / grid[i]) {
        throw in.refuse(what, "a chunk has no element or more than %d bytes", MAX_CHUNK);
      }
      size *= grid[i];
      chunks *= i == rank ? 1 : (space.shape().get(i) + grid[i] - 1) / grid[i];
    }
    this.bytes = size;
    this.count = chunks;
  }

  /** Versions 1 to 3: a B-tree. */
  static Chunks tree(
      Hdf5Bytes in,
      Dataspace space,
      Datatype type,
      Filters filters,
      long[] grid,
      long address,
      String where) {
    var c = new Chunks(in, space, type, filters, grid, where + ": chunks");
    if (address == Hdf5Bytes.UNDEFINED) {
      c.complete(0);
    } else {
      c.tree(address);
    }
    return c;
  }

  /** Version 4: one chunk, or chunks behind each other; other indexes are refused. */
  static Chunks young(
      Hdf5Bytes in, Dataspace space, Datatype type, Filters filters, ByteBuffer b, String where) {
    String what = where + ": chunks";
    int flags = in.u8(b, what);
    int rank = in.u8(b, what);
    int width = in.u8(b, what);
    if (Integer.bitCount(width) != 1 || width > 8) {
      throw in.refuse(what, "sizes of %d bytes", width);
    }
    long[] grid = new long[rank];
    for (int i = 0; i < rank; i++) {
      grid[i] = in.number(b, width, what);
    }
    var c = new Chunks(in, space, type, filters, grid, what);
    int index = in.u8(b, what);
    if (index == SINGLE) {
      boolean filtered = (flags & FILTERED) != 0;
      long stored = filtered ? in.i64(b, what) : c.bytes;
      int mask = filtered ? (int) in.u32(b, what) : 0;
      long address = in.i64(b, what);
      c.complete(address == Hdf5Bytes.UNDEFINED ? 0 : 1);
      if (address != Hdf5Bytes.UNDEFINED) {
        new Chunk(address, stored, mask).check(in, c.none(filtered), c.bytes, what);
      }
    } else if (index == IMPLICIT) {
      long address = in.i64(b, what);
      c.complete(address == Hdf5Bytes.UNDEFINED ? 0 : c.count);
      if (address != Hdf5Bytes.UNDEFINED) {
        in.own(address, c.count > in.size() ? Long.MAX_VALUE : c.count * c.bytes, what);
      }
    } else {
      throw in.refuse(
          what,
          "index %d of the newest format is not supported; write the file with h5py's default libver",
          index);
    }
    return c;
  }

  private Filters none(boolean filtered) {
    return filtered ? filters : new Filters(List.of());
  }

  private void complete(long stored) {
    if (stored != count) {
      throw in.refuse(what, "%d are stored, %s needs %d", stored, space.shape(), count);
    }
  }

  private void tree(long root) {
    int rank = space.shape().size();
    int key = 8 + 8 * (rank + 1);
    var seen = new HashSet<List<Long>>();
    record Node(long address, int below) {}
    var todo = new ArrayDeque<Node>(List.of(new Node(root, MAX_LEVEL + 1)));
    for (Node n = todo.poll(); n != null; n = todo.poll()) {
      ByteBuffer head = in.at(n.address, NODE, what);
      in.signature(head, "TREE", what);
      int type = in.u8(head, what);
      int level = in.u8(head, what);
      int entries = in.u16(head, what);
      if (type != CHUNK_NODE || level >= n.below) {
        throw in.refuse(
            what, "node type %d of level %d, expected 1 below %d", type, level, n.below);
      }
      ByteBuffer b = in.own(n.address, NODE + key + (long) entries * (key + 8), what);
      b.position(NODE);
      for (int i = 0; i < entries; i++) {
        ByteBuffer k = in.next(b, key, what);
        long child = in.i64(b, what);
        if (level > 0) {
          todo.add(new Node(child, level));
        } else {
          chunk(k, child, seen);
        }
      }
    }
    complete(seen.size());
  }

  private void chunk(ByteBuffer key, long address, Set<List<Long>> seen) {
    long stored = key.getInt(0) & 0xffffffffL;
    var at = new Long[space.shape().size()];
    for (int i = 0; i < at.length; i++) {
      at[i] = key.getLong(8 + 8 * i);
      if (at[i] < 0 || at[i] >= space.shape().get(i) || at[i] % grid[i] != 0) {
        throw in.refuse(
            what,
            "a chunk at %d of axis %d, which has %d elements in chunks of %d",
            at[i],
            i,
            space.shape().get(i),
            grid[i]);
      }
    }
    if (!seen.add(List.of(at))) {
      throw in.refuse(what, "there are two chunks at %s", List.of(at));
    }
    new Chunk(address, stored, key.getInt(4)).check(in, filters, bytes, what);
  }
}
