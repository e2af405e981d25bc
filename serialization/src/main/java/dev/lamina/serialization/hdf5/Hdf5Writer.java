package dev.lamina.serialization.hdf5;

import dev.lamina.serialization.TensorBytes;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes an HDF5 file of groups and tensors to a stream, front to back: all headers, then the data
 * of one tensor after the other, so that no more than one of them need be in Java memory.
 *
 * <p>Superblock version 2, object headers version 2 with all links in the group's header,
 * contiguous data (HDF5 File Format Specification 3.0). jHDF's writer was tried first: it takes
 * nested Java arrays, writes each row by itself (ten seconds for a matrix of 4 million numbers in
 * rows of four), needs the whole model in memory and a file of its own, and fails on tensors
 * without elements.
 */
public final class Hdf5Writer {
  private static final int SUPERBLOCK = 48;
  private static final String BFLOAT16 = "bfloat16";

  /** A text that an attribute refers to is in this collection; HDF5 wants 4096 bytes at least. */
  private static final int HEAP = 4096;

  private sealed interface Item permits Group, Dataset {}

  private record Group(Map<String, Item> members) implements Item {}

  private record Dataset(TensorType type, Supplier<Tensor> value) implements Item {}

  private final Group root = new Group(new LinkedHashMap<>());
  private final List<Dataset> datasets = new ArrayList<>();

  /**
   * Adds a tensor, and the groups on its path.
   *
   * @param value asked for when its turn comes
   * @throws IllegalArgumentException if something has this path already
   */
  public Hdf5Writer dataset(String path, TensorType type, Supplier<Tensor> value) {
    int slash = path.lastIndexOf('/');
    Group parent = slash < 0 ? root : groupAt(path.substring(0, slash));
    var dataset = new Dataset(type, value);
    if (parent.members.putIfAbsent(path.substring(slash + 1), dataset) != null) {
      throw new IllegalArgumentException("HDF5: '%s' exists twice".formatted(path));
    }
    datasets.add(dataset);
    return this;
  }

  /** Adds a group, and those on its path; it may exist already. */
  public Hdf5Writer group(String path) {
    groupAt(path);
    return this;
  }

  private Group groupAt(String path) {
    Group at = root;
    for (String name : path.split("/", -1)) {
      if (name.isEmpty()) {
        throw new IllegalArgumentException(
            "HDF5: expected names between slashes, got path '%s'".formatted(path));
      }
      Item next = at.members.computeIfAbsent(name, n -> new Group(new LinkedHashMap<>()));
      if (!(next instanceof Group g)) {
        throw new IllegalArgumentException(
            "HDF5: '%s' of path '%s' is a dataset, not a group".formatted(name, path));
      }
      at = g;
    }
    return at;
  }

  /** Writes the file. */
  public void write(OutputStream out) throws IOException {
    var plan = new Plan();
    out.write(plan.superblock());
    for (Item i : plan.order) {
      out.write(plan.header(i));
    }
    byte[] chunk = new byte[1 << 16];
    for (Dataset d : datasets) {
      Tensor t = d.value.get();
      if (!t.type().equals(d.type)) {
        throw new IllegalStateException("HDF5: expected %s, got %s".formatted(d.type, t.type()));
      }
      TensorBytes.write(t, out, chunk);
      out.write(new byte[(int) (aligned(d.type.bytes()) - d.type.bytes())]);
    }
    if (plan.hasHeap) {
      out.write(heap());
    }
  }

  private static long aligned(long size) {
    return (size + 7) & ~7L;
  }

  private static boolean isNamed(Dataset d) {
    return d.type.dtype() == DType.BFLOAT16;
  }

  /** The collection of texts: the one dtype that attributes name. */
  private static byte[] heap() {
    byte[] text = BFLOAT16.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer b = ByteBuffer.allocate(HEAP).order(ByteOrder.LITTLE_ENDIAN);
    b.put("GCOL".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put(new byte[3]).putLong(HEAP);
    b.putShort((short) 1).putShort((short) 1).putInt(0).putLong(text.length).put(text);
    b.position((int) aligned(b.position()));
    // What is left is an object of its own, with the size of its prefix included.
    int left = HEAP - b.position();
    b.putShort((short) 0).putShort((short) 0).putInt(0).putLong(left);
    return b.array();
  }

  /** Where everything goes: the sizes of headers do not depend on the addresses in them. */
  private final class Plan {
    private final List<Item> order = new ArrayList<>();
    private final IdentityHashMap<Item, Long> headers = new IdentityHashMap<>();
    private final IdentityHashMap<Item, Long> data = new IdentityHashMap<>();
    private final boolean hasHeap = datasets.stream().anyMatch(Hdf5Writer::isNamed);
    private final long heapAt;

    Plan() {
      list(root);
      long at = SUPERBLOCK;
      for (Item i : order) {
        headers.put(i, at);
        at += header(i).length;
      }
      for (Dataset d : datasets) {
        data.put(d, at);
        at += aligned(d.type.bytes());
      }
      heapAt = at;
    }

    private void list(Item item) {
      order.add(item);
      if (item instanceof Group g) {
        g.members.values().forEach(this::list);
      }
    }

    byte[] superblock() {
      ByteBuffer b = ByteBuffer.allocate(SUPERBLOCK).order(ByteOrder.LITTLE_ENDIAN);
      b.putLong(Superblock.MAGIC);
      // Version 2; addresses and lengths have 8 bytes.
      b.put(new byte[] {2, 8, 8, 0});
      b.putLong(0).putLong(Messages.UNDEFINED);
      b.putLong(hasHeap ? heapAt + HEAP : heapAt);
      b.putLong(headers.getOrDefault(root, 0L));
      return b.putInt(Checksum.of(b.array(), 0, SUPERBLOCK - 4)).array();
    }

    /** An object header of version 2, padded to a multiple of eight bytes. */
    byte[] header(Item item) {
      byte[] messages = messages(item);
      int size = 10 + messages.length;
      ByteBuffer b = ByteBuffer.allocate((int) aligned(size + 4L)).order(ByteOrder.LITTLE_ENDIAN);
      b.put("OHDR".getBytes(StandardCharsets.US_ASCII));
      // Flags: the size of the messages has four bytes.
      b.put((byte) 2).put((byte) 2).putInt(messages.length).put(messages);
      return b.putInt(Checksum.of(b.array(), 0, size)).array();
    }

    private byte[] messages(Item item) {
      var out = new ByteArrayOutputStream();
      if (item instanceof Group g) {
        out.writeBytes(Messages.group());
        g.members.forEach(
            (name, member) ->
                out.writeBytes(Messages.link(name, headers.getOrDefault(member, 0L))));
      } else if (item instanceof Dataset d) {
        out.writeBytes(Messages.dataspace(d.type.shape()));
        out.writeBytes(Messages.datatype(d.type.dtype()));
        out.writeBytes(Messages.fillValue());
        out.writeBytes(Messages.layout(data.getOrDefault(d, 0L), d.type.bytes()));
        if (isNamed(d)) {
          out.writeBytes(Messages.attribute("dtype", BFLOAT16.length(), heapAt, 1));
        }
      }
      return out.toByteArray();
    }
  }
}
