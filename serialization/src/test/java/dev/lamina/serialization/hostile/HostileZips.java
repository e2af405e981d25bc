package dev.lamina.serialization.hostile;

import static dev.lamina.serialization.hostile.Hostile.utf8;

import dev.lamina.serialization.hostile.RawZip.Item;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Zip files that break a rule of the container; their contents do not matter. */
final class HostileZips {
  private static final byte[] CONTENT = utf8("{\"class_name\": \"Sequential\"}");

  private static final byte[] NO_WEIGHTS = {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'};

  private final String suffix;
  private final List<Hostile> all = new ArrayList<>();

  private HostileZips(String suffix) {
    this.suffix = suffix;
  }

  /** The cases, as files with this suffix. */
  static List<Hostile> all(String suffix) {
    var h = new HostileZips(suffix);
    h.names();
    h.headers();
    h.sizes();
    h.layout();
    return h.all;
  }

  private void add(String name, byte[] bytes, String... rule) {
    String file = name.replaceAll("\\W+", "_") + suffix;
    var texts = new ArrayList<>(List.of(file));
    texts.addAll(Arrays.asList(rule));
    all.add(Hostile.of("zip " + suffix + ": " + name, file, bytes, texts.toArray(String[]::new)));
  }

  /** The entry that a reader reads first, or next after good weights. */
  private String entry() {
    return suffix.equals(".lamina") ? "model.json" : "config.json";
  }

  private Item item() {
    return new Item(entry(), CONTENT, false);
  }

  private byte[] one(Consumer<Item> change) {
    Item it = item();
    change.accept(it);
    return with(it);
  }

  /** A file whose other parts are good. */
  private byte[] with(Item it) {
    RawZip z = new RawZip().add(it);
    return (suffix.equals(".lamina") ? z.add("model.safetensors", NO_WEIGHTS) : z).bytes();
  }

  private byte[] zip(Consumer<RawZip> change) {
    RawZip z = new RawZip().add(item());
    change.accept(z);
    return z.bytes();
  }

  private void names() {
    for (String bad :
        List.of(
            "../evil",
            "a/../../evil",
            "..",
            "./config.json",
            "a//b",
            "/etc/passwd",
            "..\\evil",
            "a\\b",
            "C:/evil",
            "c:evil",
            "a\u0000b",
            "a\nb",
            "")) {
      String shown = bad.isEmpty() ? "empty" : bad.replace("\u0000", "NUL").replace("\n", "LF");
      add(
          "name " + shown.replace("/", " slash ").replace("\\", " backslash ").replace(".", "dot"),
          new RawZip().add(bad, CONTENT).bytes(),
          "entry '" + bad + "'");
    }
    add(
        "name not UTF-8",
        one(
            i -> {
              i.name = "a\u00ff".getBytes(StandardCharsets.ISO_8859_1);
              i.name2 = i.name;
            }),
        "61ff is not UTF-8");
    add("name of 2000 bytes", new RawZip().add("n".repeat(2000), CONTENT).bytes(), "limit is 1024");
    add(
        "duplicate entries",
        new RawZip().add("x.json", CONTENT).add("x.json", CONTENT).bytes(),
        "x.json: there are two entries of this name");
    add(
        "file and folder",
        new RawZip().add("a", CONTENT).add("a/b", CONTENT).bytes(),
        "'a' is a file and a folder");
    add(
        "directory with bytes",
        new RawZip().add("assets/", CONTENT).bytes(),
        "is a directory with");
    add("link", one(i -> i.attributes = 0xa1ffL << 16), entry() + ": is a link");
    add("device", one(i -> i.attributes = 0x21ffL << 16), "is a link or a special file");
  }

  private void headers() {
    add("local name differs", one(i -> i.name2 = utf8("harmless")), "another name");
    add("local name is shorter", one(i -> i.name2 = utf8("config")), "another name");
    add("local method differs", one(i -> i.method2 = 8), "contradicts the directory: flags or");
    add("local flags differ", one(i -> i.flags2 = 8), "contradicts the directory: flags or");
    add("local size differs", one(i -> i.size2 = 5), "contradicts the directory: 28 of 5 bytes");
    add("local CRC differs", one(i -> i.crc2 = 5), "CRC 00000005");
    add("local sizes are zero", one(i -> i.compressed2 = 0), "contradicts the directory");
    add(
        "local header is missing",
        one(i -> i.noLocal = true),
        "no entry header at byte|another name");
    add("encrypted", one(i -> i.flags(1)), entry() + ": is encrypted");
    add("strongly encrypted", one(i -> i.flags(1 << 6)), "is encrypted");
    add("masked headers", one(i -> i.flags(1 << 13)), "is encrypted");
    for (int method : new int[] {1, 9, 12, 14, 93, 99}) {
      add("method " + method, one(i -> i.method(method)), "compression method " + method);
    }
    add("data descriptor is missing", one(i -> i.flags(8)), "behind its data contradicts");
    add(
        "data descriptor lies",
        one(
            i -> {
              i.flags(8);
              i.descriptor =
                  RawZip.header(16)
                      .putInt(0x08074b50)
                      .putInt((int) i.crc)
                      .putInt(3)
                      .putInt(3)
                      .array();
            }),
        "behind its data contradicts");
    add("zip64 sizes are missing", one(i -> i.size = 0xffffffffL), "zip64 sizes are missing");
    add(
        "zip64 sizes twice",
        one(
            i -> {
              i.size = 0xffffffffL;
              i.extra =
                  RawZip.header(24).putInt(0x80001).putLong(28).putInt(0x80001).putLong(9).array();
            }),
        "zip64 sizes twice");
    add(
        "zip64 size is negative",
        one(
            i -> {
              i.size = 0xffffffffL;
              i.extra = RawZip.header(12).putInt(0x80001).putLong(-5).array();
            }),
        "18446744073709551611 bytes");
    add(
        "extra field cut off",
        one(i -> i.extra = new byte[] {1, 0, 9, 9}),
        "extra field is cut off");
  }

  private void sizes() {
    byte[] zeros = new byte[40 << 20];
    add(
        "bomb that tells its size",
        with(new Item(entry(), zeros, true)),
        "more than 200 times as many");
    add(
        "bomb that lies about its size",
        with(new Item(entry(), zeros, true).size(28)),
        entry() + ": has more than the 28 bytes");
    add(
        "fewer bytes than declared",
        with(new Item(entry(), CONTENT, true).size(100)),
        "has 28 bytes, 100 are declared");
    add(
        "4 GB in a small file",
        one(i -> i.size(0xfffffff0L)),
        entry() + ": is stored, but has two");
    add(
        "compressed size beyond the file",
        one(i -> i.compressed(1 << 30).size(1 << 30)),
        "in a file");
    add(
        "data ends outside",
        one(i -> i.compressed(60).size(60)),
        "contradicts|behind|begins at byte|ends outside|directory begins");
    add("CRC is wrong", one(i -> i.crc(1)), "damaged: CRC is");
    add(
        "deflate data is garbage",
        one(
            i -> {
              i.method(8);
              i.data = new byte[] {7, 7, 7, 7, 7, 7, 7, 7};
              i.compressed(8);
            }),
        "compressed data is damaged");
    add(
        "deflate data is cut",
        one(
            i -> {
              byte[] d = RawZip.deflated(CONTENT);
              i.method(8);
              i.data = Arrays.copyOf(d, d.length - 6);
              i.compressed(i.data.length);
            }),
        "compressed data is damaged");
    add(
        "bytes hidden behind deflate data",
        one(
            i -> {
              byte[] d = RawZip.deflated(CONTENT);
              i.method(8);
              i.data = Arrays.copyOf(d, d.length + 6);
              i.compressed(i.data.length);
            }),
        "its data ends after");
    var many = new RawZip();
    for (int i = 0; i < 20_001; i++) {
      many.add("e" + i, new byte[0]);
    }
    add("20001 entries", many.bytes(), "20001 entries, the limit is 20000");
  }

  private void layout() {
    add("empty file", new byte[0], "no end record");
    add("text", utf8("this is no zip file but a text that is long enough"), "no end record");
    byte[] good = new RawZip().add(item()).bytes();
    add("cut in the middle", Arrays.copyOf(good, good.length / 2), "no end record");
    add("cut at the front", Arrays.copyOfRange(good, 10, good.length), "does not end where");
    add("bytes in front", zip(z -> z.before = utf8("#!/bin/sh\n")), "expected 0");
    add("bytes between entries", zip(z -> z.between = utf8("hidden")), "the directory begins at");
    add("bytes behind the directory", zip(z -> z.after = utf8("hidden")), "does not end where");
    add("bytes at the end", Arrays.copyOf(good, good.length + 3), "no end record");
    add("entry in the data but not in the directory", hidden(), "begins at byte");
    add("overlapping entries", overlapping(), "no overlaps");
    add("entries share their bytes", shared(), "shares its bytes|another name");
    add("more entries declared", zip(z -> z.entries = 2), "no entry header where one is declared");
    add("fewer entries declared", zip(z -> z.entries = 0), "more than the 0 entries");
    add("directory elsewhere", zip(z -> z.directoryShift = 5), "does not end where");
    add("directory too long", zip(z -> z.lengthShift = 1 << 30), "does not end where");
    add("several disks", zip(z -> z.disk = 1), "several parts");
    add("entry on another disk", one(i -> i.disk = 2), "another part of the zip file");
    add("header beyond the file", one(i -> i.shift = 1 << 30), "outside of the file");
    add(
        "zip64 record is missing",
        zip(z -> z.entries = 0xffff),
        "zip64 record, which is not there");
    add(
        "two end records",
        zip(
            z -> {
              byte[] inner = new RawZip().bytes();
              z.comment = inner;
            }),
        "two end records");
  }

  private byte[] hidden() {
    Item h = new Item("hidden", CONTENT, false);
    h.noCentral = true;
    return new RawZip().add(h).add(item()).bytes();
  }

  /** The quoted bomb: the first entry's data holds the second entry. */
  private static byte[] overlapping() {
    byte[] inner = new RawZip().add("b", CONTENT).bytes();
    Item outer = new Item("a", Arrays.copyOf(inner, 31 + CONTENT.length), false);
    Item second = new Item("b", CONTENT, false);
    second.noLocal = true;
    second.shift = -(31 + CONTENT.length);
    return new RawZip().add(outer).add(second).bytes();
  }

  private byte[] shared() {
    Item second = item();
    second.name = utf8("config2json");
    second.noLocal = true;
    second.shift = -(30 + 11 + CONTENT.length);
    return new RawZip().add("config.json", CONTENT).add(second).bytes();
  }
}
