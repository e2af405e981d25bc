package dev.lamina.serialization.hostile;

import static dev.lamina.serialization.hostile.Hostile.utf8;
import static dev.lamina.serialization.hostile.RawHdf5.UNDEFINED;
import static dev.lamina.serialization.hostile.RawHdf5.attribute;
import static dev.lamina.serialization.hostile.RawHdf5.buffer;
import static dev.lamina.serialization.hostile.RawHdf5.chunked;
import static dev.lamina.serialization.hostile.RawHdf5.contiguous;
import static dev.lamina.serialization.hostile.RawHdf5.file;
import static dev.lamina.serialization.hostile.RawHdf5.filters;
import static dev.lamina.serialization.hostile.RawHdf5.float32;
import static dev.lamina.serialization.hostile.RawHdf5.msg;
import static dev.lamina.serialization.hostile.RawHdf5.space;

import dev.lamina.serialization.hostile.RawHdf5.Msg;
import dev.lamina.serialization.hostile.RawHdf5.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** HDF5 files that must be refused whatever they are for. */
@SuppressWarnings({"ArrayRecordComponent", "ByteBufferBackingArray"}) // bytes that tests write
final class HostileHdf5 {
  private static final int DATATYPE = RawHdf5.DATATYPE;

  /** Puts the bytes into a file. */
  interface Container {
    Hostile file(String name, byte[] hdf5, String... rule);
  }

  private final List<Hostile> all = new ArrayList<>();
  private final Container container;

  private HostileHdf5(Container container) {
    this.container = container;
  }

  static List<Hostile> all(Container container) {
    var h = new HostileHdf5(container);
    h.superblocks();
    h.headers();
    h.groups();
    h.links();
    h.datasets();
    h.types();
    h.chunks();
    h.attributes();
    return h.all;
  }

  private void add(String name, byte[] bytes, String... rule) {
    all.add(container.file(name, bytes, rule));
  }

  private static byte[] good() {
    RawHdf5 f = file();
    return f.with("w", f.dataset());
  }

  private static byte[] changed(Consumer<java.nio.ByteBuffer> change) {
    byte[] bytes = good();
    change.accept(java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN));
    return bytes;
  }

  /** A file with one object named w that has these messages. */
  private void object(String name, Function<RawHdf5, Msg[]> messages, String... rule) {
    RawHdf5 f = file();
    add(name, f.with("w", f.header(messages.apply(f))), rule);
  }

  private void superblocks() {
    add("empty", new byte[0], "superblock: not an HDF5 file");
    add("text", utf8("hello ".repeat(20)), "superblock: not an HDF5 file");
    add("signature only", Arrays.copyOf(good(), 8), "superblock");
    add("cut in half", Arrays.copyOf(good(), good().length / 2), "truncated|outside of the file");
    add("cut at the end", Arrays.copyOf(good(), good().length - 1), "truncated");
    add("superblock of version 9", changed(b -> b.put(8, (byte) 9)), "superblock: version 9");
    add("addresses of 4 bytes", changed(b -> b.put(13, (byte) 4)), "addresses of 4");
    add("addresses of 255 bytes", changed(b -> b.put(13, (byte) 255)), "addresses of");
    add("base address", changed(b -> b.putLong(24, 512)), "base address 512");
    add("end beyond the file", changed(b -> b.putLong(40, 1L << 40)), "truncated");
    add("driver of several files", changed(b -> b.putLong(48, 96)), "driver");
    add("root is a soft link", changed(b -> b.putInt(72, 2)), "soft links");
    add("root outside", changed(b -> b.putLong(64, 1L << 40)), "outside of the file");
    add("root undefined", changed(b -> b.putLong(64, UNDEFINED)), "outside of the file");
    add("root in the superblock", changed(b -> b.putLong(64, 8)), "header");
    add(
        "extension",
        changed(
            b -> {
              b.put(8, (byte) 3).put(9, (byte) 8).put(10, (byte) 8).putLong(12, 0);
              b.putLong(20, 96).putLong(28, b.capacity()).putLong(36, 96);
            }),
        "extensions");
  }

  private void headers() {
    RawHdf5 f = file();
    long h = f.header(space(2));
    f.b.put((int) h, (byte) 7);
    add("header of version 7", f.with("w", h), "w: header: version 7");
    RawHdf5 g = file();
    add(
        "more messages declared",
        g.with("w", g.header(RawHdf5.list(space(2)), 5)),
        "5 header messages are declared");
    RawHdf5 k = file();
    long big = k.header(space(2));
    k.b.putInt((int) big + 8, 1 << 30);
    add("header of 1 GB", k.with("w", big), "outside of the file");
    RawHdf5 m = file();
    long inner = m.header(space(2));
    m.b.putShort((int) inner + 18, (short) 60000);
    add(
        "message of 60000 bytes",
        m.with("w", inner),
        "w: header message 1: 60000 bytes are declared");
    object(
        "continuation outside",
        r -> new Msg[] {msg(RawHdf5.CONTINUATION, buffer(16).putLong(1 << 30).putLong(64))},
        "w: header continuation",
        "outside");
    object(
        "continuation of itself",
        r -> new Msg[] {msg(RawHdf5.CONTINUATION, buffer(16).putLong(96).putLong(40))},
        "are also those of");
    object(
        "continuation in the superblock",
        r -> new Msg[] {msg(RawHdf5.CONTINUATION, buffer(16).putLong(0).putLong(64))},
        "are also those of superblock");
    object(
        "continuation of negative length",
        r -> new Msg[] {msg(RawHdf5.CONTINUATION, buffer(16).putLong(96).putLong(-8))},
        "outside of the file");
    RawHdf5 c = file();
    long next = c.alloc(24);
    c.b
        .putShort((int) next, (short) RawHdf5.CONTINUATION)
        .putShort((int) next + 2, (short) 16)
        .putLong((int) next + 8, next)
        .putLong((int) next + 16, 24);
    add(
        "continuation in a circle",
        c.with(
            "w",
            c.header(
                RawHdf5.list(msg(RawHdf5.CONTINUATION, buffer(16).putLong(next).putLong(24))), 3)),
        "are also those of");
    object("unknown message", r -> new Msg[] {msg(99, new byte[8])}, "unknown header message 99");
    object(
        "shared message",
        r -> new Msg[] {new Msg(DATATYPE, 2, new byte[16])},
        "shared header messages");
    object(
        "shared message table",
        r -> new Msg[] {msg(15, new byte[16])},
        "unknown header message 15");
    object("named datatype", r -> new Msg[] {float32()}, "named datatypes");
    object("driver message", r -> new Msg[] {msg(20, new byte[16])}, "unknown header message 20");
    object(
        "two shapes",
        r -> new Msg[] {space(2), space(2), float32(), contiguous(r.put(new byte[8]), 8)},
        "2 header messages of type 1");
    object(
        "two layouts",
        r ->
            new Msg[] {
              space(2),
              float32(),
              contiguous(r.put(new byte[8]), 8),
              contiguous(r.put(new byte[8]), 8)
            },
        "2 header messages of type 8");
    object(
        "fill value outside",
        r ->
            new Msg[] {
              space(2),
              float32(),
              msg(RawHdf5.FILL, buffer(8).put(new byte[] {2, 2, 2, 1}).putInt(1 << 30)),
              contiguous(r.put(new byte[8]), 8)
            },
        "fill value");
    object(
        "links of the newest format",
        r -> new Msg[] {msg(2, buffer(18).putShort((short) 0).putLong(96).putLong(96))},
        "newest format");
    object(
        "attributes of the newest format",
        r -> new Msg[] {msg(21, buffer(18).putShort((short) 0).putLong(96).putLong(96))},
        "newest format");
  }

  private void groups() {
    RawHdf5 a = file();
    long root = a.group("w", 0L);
    byte[] self = a.bytes(root);
    // The only symbol refers to the root group's own header.
    for (int i = 96; i < self.length - 8; i++) {
      if (self[i] == 'S' && self[i + 1] == 'N') {
        java.nio.ByteBuffer.wrap(self)
            .order(java.nio.ByteOrder.LITTLE_ENDIAN)
            .putLong(i + 16, root);
        break;
      }
    }
    add("group in itself", self, "are also those of /: header");
    RawHdf5 b = file();
    long d = b.dataset();
    add("two names of one dataset", b.with("v", d, "w", d), "are also those of");
    RawHdf5 c = file();
    add(
        "two links of one name",
        c.with("w", c.dataset(), "w", c.dataset()),
        "two links of the name 'w'");
    for (String name : List.of("", ".", "..", "a/b", "/etc/passwd", "n".repeat(2000))) {
      RawHdf5 n = file();
      add(
          "name " + name.substring(0, Math.min(12, name.length())).replace('/', '|'),
          n.with(name, n.dataset()),
          "cannot be a part of a path");
    }
    RawHdf5 u = file();
    long bad = u.group("abc", u.dataset());
    byte[] notUtf8 = u.bytes(bad);
    for (int i = 96; i < notUtf8.length - 3; i++) {
      if (notUtf8[i] == 'a' && notUtf8[i + 1] == 'b') {
        notUtf8[i + 1] = (byte) 0xff;
      }
    }
    add("name not UTF-8", notUtf8, "not UTF-8");
    RawHdf5 deep = new RawHdf5(1 << 20);
    long at = deep.dataset();
    for (int i = 0; i < 100; i++) {
      at = deep.group("g", at);
    }
    add("groups 100 deep", deep.bytes(at), "more than 64 groups inside of each other");
    tree("B-tree elsewhere", f -> 1L << 40, "outside of the file");
    tree("B-tree that is none", f -> f.put(new byte[64]), "expected TREE");
    tree("B-tree of chunks", f -> f.tree(1, 0), "node type 1");
    tree(
        "B-tree of 65535 children",
        f -> {
          long t = f.tree(0, 0);
          f.b.putShort((int) t + 6, (short) -1);
          return t;
        },
        "outside of the file");
    tree(
        "B-tree in a circle",
        f -> {
          long t = f.tree(0, 1, 0L);
          f.b.putLong((int) t + 32, t);
          return t;
        },
        "of level 1");
    tree(
        "B-tree that does not fall",
        f -> f.tree(0, 1, f.tree(0, 1, f.tree(0, 0))),
        "of level 1, expected 0 below 1");
    tree("list of links that is none", f -> f.tree(0, 0, f.put(new byte[64])), "expected SNOD");
    tree(
        "list of 65535 links",
        f ->
            f.tree(
                0,
                0,
                f.put(
                    buffer(64)
                        .put(utf8("SNOD"))
                        .put((byte) 1)
                        .put((byte) 0)
                        .putShort((short) -1)
                        .array())),
        "outside of the file");
    tree(
        "list of links twice",
        f -> {
          long s =
              f.put(
                  buffer(64)
                      .put(utf8("SNOD"))
                      .put((byte) 1)
                      .put((byte) 0)
                      .putShort((short) 0)
                      .array());
          return f.tree(0, 0, s, s);
        },
        "are also those of");
    tree(
        "name outside of the heap",
        f ->
            f.tree(
                0,
                0,
                f.put(
                    buffer(48)
                        .put(utf8("SNOD"))
                        .put((byte) 1)
                        .put((byte) 0)
                        .putShort((short) 1)
                        .putLong(1 << 20)
                        .putLong(96)
                        .array())),
        "a name at 1048576");
    RawHdf5 h = file();
    add(
        "heap that is none",
        h.bytes(
            h.header(
                msg(
                    RawHdf5.SYMBOLS,
                    buffer(16).putLong(h.tree(0, 0)).putLong(h.put(new byte[32]))))),
        "expected HEAP");
    RawHdf5 e = file();
    long heap =
        e.put(
            buffer(32)
                .put(utf8("HEAP"))
                .putInt(0)
                .putLong(1L << 50)
                .putLong(1)
                .putLong(96)
                .array());
    add(
        "heap of a petabyte",
        e.bytes(e.header(msg(RawHdf5.SYMBOLS, buffer(16).putLong(e.tree(0, 0)).putLong(heap)))),
        "outside of the file");
  }

  private void tree(String name, Function<RawHdf5, Long> tree, String... rule) {
    RawHdf5 f = file();
    long data = f.put(utf8("\0\0\0\0\0\0\0\0name\0\0\0\0"));
    long heap =
        f.put(buffer(32).put(utf8("HEAP")).putInt(0).putLong(16).putLong(1).putLong(data).array());
    long t = tree.apply(f);
    add(name, f.bytes(f.header(msg(RawHdf5.SYMBOLS, buffer(16).putLong(t).putLong(heap)))), rule);
  }

  /** A link message with this type and value. */
  private static Msg link(int type, byte[] value) {
    return msg(
        RawHdf5.LINK,
        buffer(5 + value.length).put(new byte[] {1, 8, (byte) type, 1, 'w'}).put(value));
  }

  private void links() {
    add(
        "soft link",
        rooted(link(1, buffer(6).putShort((short) 4).put(utf8("/a/b")).array())),
        "'w' is a soft link");
    add(
        "external link",
        rooted(link(64, buffer(20).putShort((short) 18).put(utf8("\0/etc/passwd\0/w\0")).array())),
        "'w' is an external link");
    add("user-defined link", rooted(link(65, new byte[8])), "'w' is a user-defined link");
    add("unknown link", rooted(link(2, new byte[8])), "'w' is a user-defined link");
    add(
        "link of version 3",
        rooted(msg(RawHdf5.LINK, new byte[] {3, 0, 1, 'w', 0, 0, 0, 0})),
        "version 3");
    add(
        "link with a name of 200 bytes",
        rooted(msg(RawHdf5.LINK, new byte[] {1, 0, (byte) 200, 'w', 0, 0, 0, 0})),
        "200 bytes are declared");
    add(
        "link with a name of 2^62 bytes",
        rooted(msg(RawHdf5.LINK, buffer(16).put((byte) 1).put((byte) 3).putLong(1L << 62))),
        "bytes are declared");
    RawHdf5 f = file();
    long d = f.dataset();
    byte[] soft = f.with("w", d);
    for (int i = 96; i < soft.length - 8; i++) {
      if (soft[i] == 'S' && soft[i + 1] == 'N') {
        soft[i + 8 + 16] = 2;
        break;
      }
    }
    add("soft link in a list", soft, "soft links are not followed");
    RawHdf5 inner = file();
    long leaf =
        inner.group(
            "b",
            inner.header(link(64, buffer(10).putShort((short) 8).put(utf8("\0x\0/w\0")).array())));
    add("external link two groups down", inner.with("a", leaf), "a/b: 'w' is an external link");
  }

  private static byte[] rooted(Msg... messages) {
    RawHdf5 f = file();
    return f.bytes(f.header(messages));
  }

  private void datasets() {
    object(
        "external storage",
        r ->
            new Msg[] {
              space(2), float32(), msg(RawHdf5.EXTERNAL, new byte[24]), contiguous(UNDEFINED, 8)
            },
        "external storage is not read");
    object(
        "virtual dataset",
        r ->
            new Msg[] {
              space(2),
              float32(),
              msg(RawHdf5.LAYOUT, buffer(16).put((byte) 4).put((byte) 3).putLong(96).putInt(1))
            },
        "virtual datasets are not read");
    object(
        "layout of class 9",
        r ->
            new Msg[] {
              space(2), float32(), msg(RawHdf5.LAYOUT, buffer(16).put((byte) 3).put((byte) 9))
            },
        "unknown class 9");
    object(
        "layout of version 9",
        r ->
            new Msg[] {
              space(2), float32(), msg(RawHdf5.LAYOUT, buffer(16).put((byte) 9).put((byte) 1))
            },
        "version 9");
    object(
        "fewer bytes than the shape",
        r -> new Msg[] {space(3), float32(), contiguous(r.put(new byte[8]), 8)},
        "w: layout: 8 bytes are stored, the shape needs 12");
    object(
        "more bytes than the shape",
        r -> new Msg[] {space(1), float32(), contiguous(r.put(new byte[8]), 8)},
        "the shape needs 4");
    object(
        "bytes outside",
        r -> new Msg[] {space(2), float32(), contiguous(1L << 40, 8)},
        "outside of the file");
    object(
        "a terabyte",
        r -> new Msg[] {space(1L << 38), float32(), contiguous(96, 1L << 40)},
        "more than 200 times|outside");
    object(
        "declared and not stored",
        r -> new Msg[] {space(2), float32(), contiguous(UNDEFINED, 8)},
        "8 bytes are declared, none are stored");
    object(
        "bytes of the superblock",
        r -> new Msg[] {space(2), float32(), contiguous(0, 8)},
        "are also those of superblock");
    object(
        "shape overflows",
        r -> new Msg[] {space(1L << 40, 1L << 40), float32(), contiguous(96, 8)},
        "more elements than there can be");
    object(
        "shape overflows to 2",
        r -> new Msg[] {space((1L << 62) + 1, 4, 2), float32(), contiguous(96, 8)},
        "more elements than there can be");
    object(
        "shape negative",
        r -> new Msg[] {space(-2), float32(), contiguous(96, 8)},
        "more elements than there can be");
    object(
        "shape absurd beside an empty axis",
        r -> new Msg[] {space(0, 1L << 62, 1L << 62), float32(), contiguous(UNDEFINED, 0)},
        "more elements than there can be");
    object(
        "shape of 33 axes",
        r -> new Msg[] {space(new long[33]), float32(), contiguous(96, 8)},
        "33 axes");
    object(
        "shape of 255 axes in 8 bytes",
        r ->
            new Msg[] {
              msg(RawHdf5.DATASPACE, buffer(8).put((byte) 1).put((byte) 255)),
              float32(),
              contiguous(96, 8)
            },
        "255 axes");
    object(
        "no shape",
        r -> new Msg[] {float32(), contiguous(r.put(new byte[8]), 8)},
        "without a shape");
    object(
        "no datatype",
        r -> new Msg[] {space(2), contiguous(r.put(new byte[8]), 8)},
        "without a datatype");
    RawHdf5 s = file();
    long data = s.put(new byte[8]);
    add(
        "two datasets share bytes",
        s.with(
            "v",
            s.header(space(2), float32(), contiguous(data, 8)),
            "w",
            s.header(space(1), float32(), contiguous(data + 4, 4))),
        "are also those of v: layout");
    object(
        "dataset that is a group",
        r -> new Msg[] {space(2), float32(), contiguous(r.put(new byte[8]), 8), r.symbols()},
        "is a dataset and a group");
  }

  private void type(String name, byte[] type, String... rule) {
    object(
        "type " + name,
        r -> new Msg[] {space(2), msg(DATATYPE, type), contiguous(r.put(new byte[8]), 8)},
        rule);
  }

  private static byte[] type(int classAndVersion, int size, int... rest) {
    var t = buffer(Math.max(24, 8 + rest.length));
    t.put((byte) classAndVersion).put(new byte[3]).putInt(size);
    for (int r : rest) {
      t.put((byte) r);
    }
    return t.array();
  }

  private void types() {
    type("time", type(0x12, 4), "class 2 is not supported");
    type("bit field", type(0x14, 4), "class 4 is not supported");
    type("compound", type(0x16, 8), "class 6 is not supported");
    type("reference", type(0x17, 8), "class 7 is not supported");
    type("array", type(0x1a, 8), "class 10 is not supported");
    type("of version 9", type(0x91, 4), "version 9");
    type("integer of 3 bytes", type(0x10, 3, 0, 0, 24, 0), "integers of 24 bits");
    type("integer of 0 bytes", type(0x10, 0, 0, 0, 0, 0), "integers of 0 bits");
    type("integer of 2 GB", type(0x10, Integer.MAX_VALUE, 0, 0, 32, 0), "integers of 32 bits");
    type("integer that is shifted", type(0x10, 4, 9, 0, 32, 0), "bits at 9");
    type(
        "float of 16 bytes",
        type(0x11, 16, 0, 0, -128, 0, 112, 15, 0, 112),
        "floating-point numbers of 16 bytes");
    type(
        "float with a strange exponent",
        type(0x11, 4, 0, 0, 32, 0, 23, 40, 0, 23),
        "floating-point numbers of 4 bytes");
    type("text of 4 GB", type(0x13, -1), "elements of 4294967295 bytes");
    type("opaque of 0 bytes", type(0x15, 0), "elements of 0 bytes");
    type(
        "numbers of variable length",
        RawHdf5.buffer(24)
            .put((byte) 0x19)
            .put(new byte[3])
            .putInt(16)
            .put(type(0x10, 4, 0, 0, 32, 0), 0, 12)
            .array(),
        "for text only");
    type(
        "variable length of itself",
        RawHdf5.buffer(24)
            .put((byte) 0x19)
            .put(new byte[] {1, 0, 0})
            .putInt(16)
            .put((byte) 0x19)
            .put(new byte[] {1, 0, 0})
            .putInt(16)
            .array(),
        "types inside of types|declared");
    object(
        "type cut off",
        r ->
            new Msg[] {
              space(2),
              msg(DATATYPE, new byte[] {0x11, 0, 0, 0, 4, 0, 0, 0}),
              contiguous(r.put(new byte[8]), 8)
            },
        "bytes are declared");
  }

  private void chunks() {
    byte[] plain = new byte[16];
    byte[] packed = RawHdf5.zlib(plain);
    byte[] bomb = RawHdf5.zlib(new byte[1 << 20]);
    object(
        "chunk that inflates to more",
        r ->
            new Msg[] {
              space(4),
              float32(),
              filters(1),
              chunked(r.chunkTree(new Piece(r.put(bomb), bomb.length, 0, 0)), 4, 4)
            },
        "at least|become");
    object(
        "chunk that inflates to less",
        r ->
            new Msg[] {
              space(8),
              float32(),
              filters(1),
              chunked(r.chunkTree(new Piece(r.put(packed), packed.length, 0, 0)), 8, 4)
            },
        "become 16, the chunk has 32");
    object(
        "chunk of garbage",
        r ->
            new Msg[] {
              space(4),
              float32(),
              filters(1),
              chunked(r.chunkTree(new Piece(r.put(new byte[16]), 16, 0, 0)), 4, 4)
            },
        "damaged|become");
    object(
        "chunk not compressed, of another size",
        r ->
            new Msg[] {
              space(4), float32(), chunked(r.chunkTree(new Piece(r.put(plain), 12, 0, 0)), 4, 4)
            },
        "12 bytes are stored, the chunk has 16");
    object(
        "chunk outside",
        r ->
            new Msg[] {
              space(4), float32(), chunked(r.chunkTree(new Piece(1L << 40, 16, 0, 0)), 4, 4)
            },
        "outside of the file");
    object(
        "chunk twice",
        r ->
            new Msg[] {
              space(4),
              float32(),
              chunked(
                  r.chunkTree(new Piece(r.put(plain), 16, 0, 0), new Piece(r.put(plain), 16, 0, 0)),
                  4,
                  4)
            },
        "there are two chunks at [0]");
    object(
        "chunks share bytes",
        r -> {
          long p = r.put(plain);
          return new Msg[] {
            space(8),
            float32(),
            chunked(r.chunkTree(new Piece(p, 16, 0, 0), new Piece(p, 16, 0, 4)), 4, 4)
          };
        },
        "are also those of");
    object(
        "chunk is missing",
        r ->
            new Msg[] {
              space(8), float32(), chunked(r.chunkTree(new Piece(r.put(plain), 16, 0, 0)), 4, 4)
            },
        "1 are stored, [8] needs 2");
    object(
        "no chunks",
        r -> new Msg[] {space(8), float32(), chunked(UNDEFINED, 4, 4)},
        "0 are stored, [8] needs 2");
    object(
        "chunk beside the grid",
        r ->
            new Msg[] {
              space(8), float32(), chunked(r.chunkTree(new Piece(r.put(plain), 16, 0, 3)), 4, 4)
            },
        "a chunk at 3 of axis 0");
    object(
        "chunk beyond the array",
        r ->
            new Msg[] {
              space(8), float32(), chunked(r.chunkTree(new Piece(r.put(plain), 16, 0, 800)), 4, 4)
            },
        "a chunk at 800 of axis 0");
    object(
        "chunk of no elements",
        r -> new Msg[] {space(8), float32(), chunked(96, 0, 4)},
        "a chunk has no element");
    object(
        "chunk of 16 GB",
        r -> new Msg[] {space(8), float32(), chunked(96, -1, 4)},
        "more than 268435456 bytes");
    object(
        "chunk of other axes",
        r -> new Msg[] {space(8), float32(), chunked(96, 2, 2, 4)},
        "expected 1 axes");
    object(
        "chunk of other elements",
        r -> new Msg[] {space(8), float32(), chunked(96, 4, 8)},
        "elements of 8 bytes");
    object(
        "a terabyte of chunks",
        r -> new Msg[] {space(1L << 38), float32(), filters(1), chunked(UNDEFINED, 1 << 20, 4)},
        "more than 200 times as many",
        "lamina.hdf5.maxRatio");
    object(
        "B-tree of chunks is none",
        r -> new Msg[] {space(8), float32(), chunked(r.put(new byte[64]), 4, 4)},
        "expected TREE");
    for (int id : new int[] {0, 4, 5, 6, 32001, 32015, 65535}) {
      object(
          "filter " + id,
          r -> new Msg[] {space(4), float32(), filters(id), chunked(96, 4, 4)},
          "filter " + id + " is not supported");
    }
    object(
        "deflate twice",
        r -> new Msg[] {space(4), float32(), filters(1, 1), chunked(96, 4, 4)},
        "a filter is used twice");
    object(
        "200 filters",
        r ->
            new Msg[] {
              space(4),
              float32(),
              msg(RawHdf5.FILTERS, buffer(8).put((byte) 1).put((byte) 200)),
              chunked(96, 4, 4)
            },
        "200 filters");
    object(
        "shuffle of other elements",
        r ->
            new Msg[] {
              space(4),
              float32(),
              msg(
                  RawHdf5.FILTERS,
                  buffer(24)
                      .putLong(0x0101)
                      .putShort((short) 2)
                      .putInt(0)
                      .putShort((short) 1)
                      .putInt(-1)),
              chunked(96, 4, 4)
            },
        "shuffles elements of another size");
    object(
        "filters without chunks",
        r -> new Msg[] {space(2), float32(), filters(1), contiguous(r.put(new byte[8]), 8)},
        "filters, but no chunks");
  }

  private void holding(String name, Function<RawHdf5, Msg> a, String... rule) {
    object("attribute " + name, r -> new Msg[] {a.apply(r)}, rule);
  }

  private void attributes() {
    byte[] text = RawHdf5.text();
    holding(
        "of a billion numbers",
        r -> attribute("a", RawHdf5.float32Bytes(), space(1L << 30), new byte[8]),
        "attribute 'a'",
        "1073741824 elements");
    holding("of version 9", r -> msg(RawHdf5.ATTRIBUTE, buffer(16).put((byte) 9)), "version 9");
    holding(
        "with a name of 60000 bytes",
        r -> msg(RawHdf5.ATTRIBUTE, buffer(16).put((byte) 1).put((byte) 0).putShort((short) 60000)),
        "60000 bytes are declared");
    holding(
        "of a shared type",
        r -> msg(RawHdf5.ATTRIBUTE, buffer(16).put((byte) 3).put((byte) 1)),
        "shared types");
    holding(
        "with text outside",
        r -> attribute("a", text, space(), RawHdf5.reference(4, 1L << 40, 1)),
        "outside of the file");
    holding(
        "with text in no heap",
        r -> attribute("a", text, space(), RawHdf5.reference(4, 96, 1)),
        "expected GCOL");
    holding(
        "with text that is missing",
        r -> attribute("a", text, space(), RawHdf5.reference(4, r.globalHeap(utf8("text")), 7)),
        "no such object");
    holding(
        "with more text than there is",
        r ->
            attribute(
                "a", text, space(), RawHdf5.reference(1 << 30, r.globalHeap(utf8("text")), 1)),
        "1073741824 bytes in object 1",
        "4 bytes there");
    holding(
        "with text that repeats a thousandfold",
        r -> {
          byte[] once = RawHdf5.reference(4000, r.globalHeap(new byte[4000]), 1);
          var all = buffer(16 * 100);
          for (int i = 0; i < 100; i++) {
            all.put(once);
          }
          return attribute("a", text, space(100), all.array());
        },
        "bytes of text");
    holding(
        "with a heap of a petabyte",
        r ->
            attribute(
                "a",
                text,
                space(),
                RawHdf5.reference(
                    4, r.put(buffer(32).put(utf8("GCOL")).putInt(1).putLong(1L << 50).array()), 1)),
        "outside of the file");
    holding(
        "with a heap of negative size",
        r ->
            attribute(
                "a",
                text,
                space(),
                RawHdf5.reference(
                    4, r.put(buffer(32).put(utf8("GCOL")).putInt(1).putLong(-1).array()), 1)),
        "outside of the file");
    holding(
        "with a heap over other bytes",
        r ->
            attribute(
                "a",
                text,
                space(),
                RawHdf5.reference(
                    4, r.put(buffer(16).put(utf8("GCOL")).putInt(1).putLong(80).array()), 1)),
        "are also those of|outside|declared");
    object(
        "attribute twice",
        r ->
            new Msg[] {
              attribute("a", RawHdf5.float32Bytes(), space(), new byte[8]),
              attribute("a", RawHdf5.float32Bytes(), space(), new byte[8])
            },
        "two attributes of the same name");
    object(
        "text of variable length as a dataset",
        r -> new Msg[] {space(), msg(DATATYPE, text), contiguous(r.put(new byte[16]), 16)},
        "not supported");
  }
}
