package dev.lamina.serialization.hostile;

import static dev.lamina.serialization.hostile.Hostile.utf8;

import dev.lamina.serialization.KerasRegistry;
import dev.lamina.serialization.Safetensors;
import dev.lamina.serialization.hostile.RawHdf5.Piece;
import dev.lamina.serialization.hostile.RawZip.Item;
import dev.lamina.serialization.zip.SafeZip;
import dev.lamina.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Good files to change: some made here, and those of Keras in the folder of golden cases ({@code
 * -Dlamina.fuzz.files=...} names another one).
 */
final class Samples {
  private static final String GOLDEN = "../testkit/src/test/resources/conformance";
  private static final int LARGEST = 200_000;

  private final List<byte[]> zips = new ArrayList<>();
  private final List<byte[]> hdf5 = new ArrayList<>();
  private final List<byte[]> safetensors = new ArrayList<>();
  private final List<ObjectNode> configs = new ArrayList<>();

  Samples() {
    try {
      makeZips();
      makeHdf5();
      var all = new ByteArrayOutputStream();
      Safetensors.write(
          all,
          Map.of(
              "a/kernel", Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3),
              "b", Tensor.of(new boolean[] {true, false}, 2),
              "c", Tensor.of(new long[] {1, 2}, 1, 2)),
          Map.of("format", "pt"));
      safetensors.add(all.toByteArray());
      Path golden = Path.of(System.getProperty("lamina.fuzz.files", GOLDEN));
      try (Stream<Path> files = Files.walk(golden)) {
        for (Path p : files.filter(Files::isRegularFile).sorted().toList()) {
          file(p);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void makeZips() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("assets/"));
      zip.putNextEntry(new ZipEntry("assets/größe.txt"));
      zip.write(utf8("hello ".repeat(100)));
    }
    zips.add(out.toByteArray());
    zips.add(
        new RawZip()
            .add("config.json", utf8("{}"))
            .add(new Item("model.weights.h5", utf8("data ".repeat(50)), true))
            .bytes());
  }

  private void makeHdf5() {
    RawHdf5 f = RawHdf5.file();
    byte[] packed = RawHdf5.zlib(new byte[16]);
    long heap = f.globalHeap(utf8("kernel"), utf8("bias"));
    hdf5.add(
        f.with(
            "g",
            f.group("w", f.dataset()),
            "c",
            f.header(
                RawHdf5.space(4),
                RawHdf5.float32(),
                RawHdf5.filters(1),
                RawHdf5.chunked(f.chunkTree(new Piece(f.put(packed), packed.length, 0, 0)), 4, 4)),
            "n",
            f.header(
                RawHdf5.attribute(
                    "names", RawHdf5.text(), RawHdf5.space(), RawHdf5.reference(6, heap, 1)))));
  }

  private void file(Path p) throws IOException {
    String name = p.toString();
    if (name.endsWith("case.json") || name.endsWith("model.json")) {
      JsonNode json = JsonMapper.shared().readTree(Files.readAllBytes(p));
      JsonNode model = json.has("class_name") ? json : json.path("model");
      if (model instanceof ObjectNode o && o.has("class_name")) {
        if (json.path("compile").isObject()) {
          o.set("compile_config", json.path("compile"));
        }
        configs.add(o);
      }
    } else if (Files.size(p) > LARGEST) {
      return;
    } else if (name.endsWith(".keras")) {
      zips.add(Files.readAllBytes(p));
      try (SafeZip zip = SafeZip.open(p)) {
        if (zip.entry("model.weights.h5").isPresent()) {
          hdf5.add(zip.bytes(zip.required("model.weights.h5"), LARGEST));
        }
      }
    } else if (name.endsWith(".h5")) {
      hdf5.add(Files.readAllBytes(p));
    } else if (name.endsWith(".safetensors") && safetensors.size() < 100) {
      safetensors.add(Files.readAllBytes(p));
    }
  }

  List<byte[]> zips() {
    return zips;
  }

  List<byte[]> hdf5() {
    return hdf5;
  }

  List<byte[]> safetensors() {
    return safetensors;
  }

  List<ObjectNode> configs() {
    return configs;
  }

  /** The names of all layers. */
  static List<String> classes() {
    return List.copyOf(KerasRegistry.standard().classes(dev.lamina.layers.Layer.class).keySet());
  }
}
