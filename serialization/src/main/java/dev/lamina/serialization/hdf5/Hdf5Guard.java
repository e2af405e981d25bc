package dev.lamina.serialization.hdf5;

import dev.lamina.training.ModelFormatException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Walks through all structures of an HDF5 file before a reader does, and refuses a file that could
 * mislead one: addresses outside of the file, bytes that belong to two things (so nothing can refer
 * to itself), sizes that do not fit shapes, soft, external and user-defined links, external
 * storage, virtual datasets, named datatypes, unknown filters, compressed data that is larger than
 * declared, and whatever else Keras does not write. No recursion; nothing of a size that the file
 * declares is allocated.
 *
 * <p>Source: The HDF Group, HDF5 File Format Specification, version 3.
 */
public final class Hdf5Guard {
  private record Place(String path, long header, int depth) {}

  private final Hdf5Bytes in;
  private final Hdf5Limits limits;
  private final GlobalHeaps heaps;
  private final ArrayDeque<Place> todo = new ArrayDeque<>();
  private final Set<String> groups = new LinkedHashSet<>();
  private final Map<String, Hdf5Contents.Stored> datasets = new LinkedHashMap<>();
  private long unpacked;

  private Hdf5Guard(Hdf5Bytes in, Hdf5Limits limits) {
    this.in = in;
    this.limits = limits;
    this.heaps = new GlobalHeaps(in, limits);
  }

  /**
   * Checks a file from the buffer's position to its limit.
   *
   * @param file named in errors
   * @throws ModelFormatException that names file, place and rule if it breaks one
   */
  public static Hdf5Contents check(String file, ByteBuffer content) {
    return check(file, content, Hdf5Limits.standard());
  }

  static Hdf5Contents check(String file, ByteBuffer content, Hdf5Limits limits) {
    return new Hdf5Guard(new Hdf5Bytes(file, content.asReadOnlyBuffer()), limits).walk();
  }

  /**
   * Checks a file, and gives what a reader can read: the same bytes, or a copy of them if it has
   * opaque bytes without a tag (see {@link Hdf5Bytes#opaque}).
   */
  static ByteBuffer readable(String file, ByteBuffer content) {
    var in = new Hdf5Bytes(file, content.asReadOnlyBuffer());
    new Hdf5Guard(in, Hdf5Limits.standard()).walk();
    if (!in.hasOpenTags()) {
      return content;
    }
    ByteBuffer copy = ByteBuffer.allocate(content.remaining()).put(content.duplicate()).flip();
    new Hdf5Guard(new Hdf5Bytes(file, copy), Hdf5Limits.standard()).walk();
    return copy;
  }

  private Hdf5Contents walk() {
    todo.add(new Place("", Superblock.read(in).root(), 0));
    int objects = 0;
    for (Place p = todo.poll(); p != null; p = todo.poll()) {
      String where = p.path.isEmpty() ? "/" : p.path;
      if (++objects > limits.objects()) {
        throw in.refuse(where, "more than %d groups and datasets", limits.objects());
      }
      if (p.depth > limits.depth()) {
        throw in.refuse(where, "more than %d groups inside of each other", limits.depth());
      }
      object(p, ObjectHeader.read(in, where, p.header, limits));
    }
    return new Hdf5Contents(
        Collections.unmodifiableSet(groups), Collections.unmodifiableMap(datasets));
  }

  private void object(Place p, ObjectHeader header) {
    String where = header.path();
    for (Message m : header.messages()) {
      known(m, where);
    }
    Attributes.check(in, header, heaps);
    Optional<ByteBuffer> layout = header.only(in, Message.LAYOUT);
    if (layout.isPresent()) {
      dataset(p, header, layout.get());
      return;
    }
    if (header.only(in, Message.DATATYPE).isPresent()) {
      throw in.refuse(where, "named datatypes are not supported");
    }
    groups.add(p.path);
    Set<String> names = new HashSet<>();
    for (Link l : links(header)) {
      if (!names.add(l.name())) {
        throw in.refuse(where, "two links of the name '%s'", l.name());
      }
      todo.add(
          new Place(
              p.path.isEmpty() ? l.name() : p.path + "/" + l.name(), l.header(), p.depth + 1));
    }
  }

  private List<Link> links(ObjectHeader header) {
    Optional<ByteBuffer> table = header.only(in, Message.SYMBOL_TABLE);
    var out = new ArrayList<Link>();
    table.ifPresent(b -> out.addAll(SymbolTable.links(in, header.path(), b, limits)));
    for (Message m : header.messages()) {
      if (m.type() == Message.LINK) {
        out.add(Link.of(in, header.path(), m.data()));
      }
    }
    return out;
  }

  private void dataset(Place p, ObjectHeader header, ByteBuffer layout) {
    String where = header.path();
    Datatype type = Datatype.read(in, required(header, Message.DATATYPE, "datatype"), where);
    Dataspace space = Dataspace.read(in, required(header, Message.DATASPACE, "shape"), where);
    Filters filters =
        header
            .only(in, Message.FILTERS)
            .map(b -> Filters.read(in, b, type, where))
            .orElse(new Filters(List.of()));
    if (header.only(in, Message.SYMBOL_TABLE).isPresent()
        || header.messages().stream().anyMatch(m -> m.type() == Message.LINK)) {
      throw in.refuse(where, "is a dataset and a group");
    }
    long bytes = space.count() * type.size();
    unpacked += bytes;
    if (unpacked < 0 || (unpacked > limits.freely() && unpacked / limits.ratio() > in.size())) {
      throw in.refuse(
          where,
          "%d bytes would become %s, more than %d times as many; the system property %s sets the"
              + " limit",
          in.size(),
          Long.toUnsignedString(unpacked),
          limits.ratio(),
          Hdf5Limits.RATIO_PROPERTY);
    }
    Storage storage = Storage.check(in, layout, space, type, filters, where);
    if (type.kind() == Datatype.Kind.VARIABLE_TEXT) {
      throw in.refuse(where, "datasets of texts of variable length are not supported");
    }
    datasets.put(
        p.path,
        new Hdf5Contents.Stored(
            type.kind().name().toLowerCase(Locale.ROOT),
            type.size(),
            space.shape(),
            storage.name().toLowerCase(Locale.ROOT),
            bytes));
  }

  private ByteBuffer required(ObjectHeader header, int type, String what) {
    return header
        .only(in, type)
        .orElseThrow(() -> in.refuse(header.path(), "a dataset without a %s", what));
  }

  /** Only what is understood passes. */
  private void known(Message m, String where) {
    switch (m.type()) {
      case Message.NIL,
          Message.DATASPACE,
          Message.DATATYPE,
          Message.LINK,
          Message.LAYOUT,
          Message.GROUP_INFO,
          Message.FILTERS,
          Message.ATTRIBUTE,
          Message.COMMENT,
          Message.OLD_TIME,
          Message.CONTINUATION,
          Message.SYMBOL_TABLE,
          Message.TIME,
          Message.REFERENCES -> {}
      case Message.OLD_FILL_VALUE -> FillValue.old(in, m.data(), where);
      case Message.FILL_VALUE -> FillValue.check(in, m.data(), where);
      case Message.LINK_INFO -> DenseStorage.refuse(in, m.data(), 8, where);
      case Message.ATTRIBUTE_INFO -> DenseStorage.refuse(in, m.data(), 2, where);
      case Message.EXTERNAL_FILES ->
          throw in.refuse(where, "external storage is not read: its elements are in other files");
      default -> throw in.refuse(where, "unknown header message %d", m.type());
    }
  }
}
