package dev.lamina.testkit.keras;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A golden case of real Keras: its description and its tensors. */
record GoldenCase(String id, JsonNode json, Map<String, Tensor> tensors) {

  /** All cases of a group, by name. */
  static List<GoldenCase> all(String group) {
    try (var folders = Files.list(root().resolve(group))) {
      return folders.sorted().map(GoldenCase::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    try {
      return Path.of(GoldenCase.class.getResource("/conformance").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static GoldenCase read(Path folder) {
    try {
      JsonNode json = JsonMapper.shared().readTree(Files.readString(folder.resolve("case.json")));
      Path data = folder.resolve("tensors.safetensors");
      Map<String, Tensor> tensors =
          Files.exists(data) ? safetensors(Files.readAllBytes(data)) : Map.of();
      return new GoldenCase(folder.getFileName().toString(), json, tensors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Tensor> safetensors(byte[] file) {
    ByteBuffer b = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) b.getLong();
    JsonNode index =
        JsonMapper.shared().readTree(new String(file, 8, header, StandardCharsets.UTF_8));
    var out = new HashMap<String, Tensor>();
    index
        .properties()
        .forEach(
            e -> {
              if (!e.getKey().equals("__metadata__")) {
                int from = 8 + header + e.getValue().get("data_offsets").get(0).asInt();
                out.put(e.getKey(), tensor(b, from, e.getValue()));
              }
            });
    return out;
  }

  private static Tensor tensor(ByteBuffer b, int from, JsonNode entry) {
    int[] dims = ints(entry.get("shape"));
    Shape shape = Shape.of(dims);
    int n = shape.intSize();
    return switch (entry.get("dtype").asString()) {
      case "F32" -> {
        float[] f = new float[n];
        b.duplicate()
            .order(b.order())
            .position(from)
            .slice()
            .order(b.order())
            .asFloatBuffer()
            .get(f);
        yield Tensor.wrap(f, shape);
      }
      case "I32" -> {
        int[] i = new int[n];
        b.duplicate().position(from).slice().order(b.order()).asIntBuffer().get(i);
        yield Tensor.wrap(i, shape);
      }
      case "I64" -> {
        long[] l = new long[n];
        b.duplicate().position(from).slice().order(b.order()).asLongBuffer().get(l);
        yield Tensor.wrap(l, shape);
      }
      case "BOOL", "U8" -> {
        byte[] bytes = new byte[n];
        b.duplicate().position(from).get(bytes);
        yield Tensor.wrap(
            entry.get("dtype").asString().equals("BOOL") ? DType.BOOL : DType.UINT8, bytes, shape);
      }
      default -> throw new IllegalArgumentException("dtype of " + entry);
    };
  }

  static int[] ints(JsonNode array) {
    int[] out = new int[array.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = array.get(i).asInt();
    }
    return out;
  }

  boolean has(String key) {
    return json.hasNonNull(key);
  }

  String kind() {
    return has("kind") ? json.get("kind").asString() : "";
  }

  /** The tensor that a key of the description names. */
  Tensor tensor(String key) {
    return named(json.get(key).asString());
  }

  Tensor named(String name) {
    Tensor t = tensors.get(name);
    if (t == null) {
      throw new IllegalArgumentException(id + ": no tensor '" + name + "'");
    }
    return t;
  }

  /** Flat positions under {@code key} that are not to be compared. */
  Set<Integer> ignored(String key) {
    var out = new HashSet<Integer>();
    if (has(key)) {
      for (int i : ints(json.get(key))) {
        out.add(i);
      }
    }
    return out;
  }

  void assertClose(String what, Tensor want, Tensor got) {
    assertClose(what, want, got, Set.of());
  }

  /** Within the case's own tolerance. */
  void assertClose(String what, Tensor want, Tensor got, Set<Integer> ignored) {
    double rtol = json.get("rtol").asDouble();
    double atol = json.get("atol").asDouble();
    Assertions.assertEquals(want.shape(), got.shape(), id + ": shape of " + what);
    for (int i = 0; i < want.size(); i++) {
      double w = want.getDouble(i);
      double g = got.getDouble(i);
      boolean close =
          Double.compare(w + 0.0, g + 0.0) == 0 || Math.abs(g - w) <= atol + rtol * Math.abs(w);
      if (!close && !ignored.contains(i)) {
        Assertions.fail("%s: %s[%d]: expected %s, got %s".formatted(id, what, i, w, g));
      }
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
