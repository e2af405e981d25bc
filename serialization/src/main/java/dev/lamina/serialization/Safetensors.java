package dev.lamina.serialization;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import dev.lamina.training.ModelFormatException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Checksum;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The safetensors format (github.com/huggingface/safetensors): eight bytes with the length of a
 * JSON header, the header, then the tensors' bytes, little-endian, row-major, without gaps.
 *
 * <p>A file is checked before any tensor is allocated; one that breaks a rule is refused with a
 * {@link ModelFormatException} that names file and tensor. Files written here hold a CRC-32C of
 * each tensor's bytes under {@code crc32c:NAME} in the metadata; what does not agree is refused.
 */
public final class Safetensors {
  /** The format's own limit of the header. */
  static final long MAX_HEADER = 100_000_000;

  private static final String METADATA = "__metadata__";
  private static final int CHUNK = 1 << 16;

  private Safetensors() {}

  /** What a file holds; tensors in the order of their data. */
  public record Contents(Map<String, Tensor> tensors, Map<String, String> metadata) {}

  /** What a file says it holds: types in the order of the data. */
  public record Header(Map<String, TensorType> types, Map<String, String> metadata) {}

  /** Decides on a header before anything is read or allocated; throws to refuse. */
  @FunctionalInterface
  public interface Check {
    void accept(Header header) throws IOException;
  }

  private record Entry(String name, TensorType type, long begin, long end) {}

  /** Reads a whole file. */
  public static Contents read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), CHUNK)) {
      return read(file.toString(), in, Files.size(file), header -> {});
    }
  }

  /** Reads what a file says it holds, and checks that it can be so. */
  public static Header header(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), CHUNK)) {
      return header(file.toString(), in, Files.size(file)).header;
    } catch (EOFException e) {
      throw new ModelFormatException(file + ": ends too early, it is truncated", e);
    }
  }

  /**
   * Reads from a stream of known length.
   *
   * @param file the name used in errors
   */
  public static Contents read(String file, InputStream in, long length, Check check)
      throws IOException {
    try {
      Parsed parsed = header(file, in, length);
      check.accept(parsed.header);
      var tensors = new LinkedHashMap<String, Tensor>();
      byte[] chunk = new byte[CHUNK];
      var sums = new TensorSums(file, parsed.header);
      for (Entry e : parsed.entries) {
        Checksum sum = new CRC32C();
        Tensor t = data(file, e, in, chunk, sum);
        sums.check(e.name, sum);
        tensors.put(e.name, t);
      }
      if (in.read() >= 0) {
        throw new ModelFormatException(file + ": longer than declared");
      }
      return new Contents(Collections.unmodifiableMap(tensors), sums.without());
    } catch (EOFException e) {
      throw new ModelFormatException(file + ": ends too early, it is truncated", e);
    }
  }

  private record Parsed(Header header, List<Entry> entries) {}

  private static Parsed header(String file, InputStream in, long length) throws IOException {
    if (length < 8) {
      throw new ModelFormatException(
          "%s: expected at least 8 bytes of a safetensors file, got %d".formatted(file, length));
    }
    long size = ByteBuffer.wrap(exactly(in, 8)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (size < 2 || size > MAX_HEADER || size > length - 8) {
      throw new ModelFormatException(
          "%s: header length %s is not between 2 and %d (the file has %d bytes)"
              .formatted(
                  file, Long.toUnsignedString(size), Math.min(MAX_HEADER, length - 8), length));
    }
    ObjectNode json = Json.readObject(file + ": header", exactly(in, (int) size));
    var metadata = new LinkedHashMap<String, String>();
    var entries = new ArrayList<Entry>();
    for (Map.Entry<String, JsonNode> p : json.properties()) {
      if (p.getKey().equals(METADATA)) {
        metadata(file, p.getValue(), metadata);
      } else {
        entries.add(entry(file, p.getKey(), p.getValue()));
      }
    }
    // An empty tensor begins where the next one does.
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long at = 0;
    for (Entry e : entries) {
      if (e.begin != at) {
        throw new ModelFormatException(
            "%s: tensor '%s' begins at byte %d of the data, expected %d: data must have no %s"
                .formatted(file, e.name, e.begin, at, e.begin < at ? "overlaps" : "holes"));
      }
      at = e.end;
    }
    if (at != length - 8 - size) {
      throw new ModelFormatException(
          "%s: the header describes %d bytes of data, the file holds %d%s"
              .formatted(
                  file, at, length - 8 - size, at > length - 8 - size ? ": it is truncated" : ""));
    }
    var types = new LinkedHashMap<String, TensorType>();
    entries.forEach(e -> types.put(e.name, e.type));
    return new Parsed(
        new Header(Collections.unmodifiableMap(types), Collections.unmodifiableMap(metadata)),
        entries);
  }

  private static void metadata(String file, JsonNode node, Map<String, String> into) {
    if (!node.isObject()) {
      throw new ModelFormatException(file + ": __metadata__ must be an object");
    }
    for (Map.Entry<String, JsonNode> m : node.properties()) {
      if (!m.getValue().isString()) {
        throw new ModelFormatException(
            "%s: __metadata__ '%s' must be a string".formatted(file, m.getKey()));
      }
      into.put(m.getKey(), m.getValue().stringValue());
    }
  }

  private static Entry entry(String file, String name, JsonNode node) {
    String where = "%s: tensor '%s'".formatted(file, name);
    if (!(node instanceof ObjectNode o) || o.size() != 3) {
      throw new ModelFormatException(
          where + ": expected an object with dtype, shape and data_offsets");
    }
    DType dtype = dtype(where, o.path("dtype"));
    long[] dims = integers(where, "shape", o.path("shape"));
    long[] offsets = integers(where, "data_offsets", o.path("data_offsets"));
    long bytes = dtype.bytes();
    int[] shape = new int[dims.length];
    for (int i = 0; i < dims.length; i++) {
      shape[i] = (int) dims[i];
      // Also where another axis is empty: strides must fit, too.
      bytes = shape[i] == dims[i] ? bytes * Math.max(1, dims[i]) : Long.MAX_VALUE;
      if (bytes < 0 || bytes / dtype.bytes() > Integer.MAX_VALUE - 8) {
        throw new ModelFormatException(
            where + ": shape " + o.path("shape") + " has more elements than a Java array can hold");
      }
    }
    var type = new TensorType(dtype, Shape.of(shape));
    if (offsets.length != 2 || offsets[1] - offsets[0] != type.bytes()) {
      throw new ModelFormatException(
          "%s: %s needs %d bytes, data_offsets are %s"
              .formatted(where, type, type.bytes(), o.path("data_offsets")));
    }
    return new Entry(name, type, offsets[0], offsets[1]);
  }

  private static DType dtype(String where, JsonNode node) {
    for (DType d : DType.values()) {
      if (d != DType.STRING && node.isString() && code(d).equals(node.stringValue())) {
        return d;
      }
    }
    throw new ModelFormatException(
        "%s: expected dtype F32, F64, BF16, F16, I32, I64, U8 or BOOL, got %s"
            .formatted(where, node));
  }

  private static String code(DType d) {
    return switch (d) {
      case FLOAT32 -> "F32";
      case FLOAT64 -> "F64";
      case BFLOAT16 -> "BF16";
      case FLOAT16 -> "F16";
      case INT32 -> "I32";
      case INT64 -> "I64";
      case UINT8 -> "U8";
      case BOOL -> "BOOL";
      case STRING -> throw DType.noStrings();
    };
  }

  private static long[] integers(String where, String key, JsonNode node) {
    if (node instanceof ArrayNode a && a.size() <= 64) {
      long[] out = new long[a.size()];
      boolean ok = true;
      for (int i = 0; i < out.length; i++) {
        ok &= a.get(i).isIntegralNumber() && a.get(i).canConvertToLong();
        out[i] = ok ? a.get(i).longValue() : -1;
        ok &= out[i] >= 0;
      }
      if (ok) {
        return out;
      }
    }
    throw new ModelFormatException(
        "%s: %s must be a list of integers >= 0, got %s".formatted(where, key, node));
  }

  private static byte[] exactly(InputStream in, int n) throws IOException {
    byte[] bytes = in.readNBytes(n);
    if (bytes.length != n) {
      throw new EOFException();
    }
    return bytes;
  }

  private static Tensor data(String file, Entry e, InputStream in, byte[] chunk, Checksum sum)
      throws IOException {
    Tensor t = Tensor.zeros(e.type);
    int width = e.type.dtype().bytes();
    int done = 0;
    while (done < t.size()) {
      int n = Math.min(chunk.length / width, t.size() - done);
      if (in.readNBytes(chunk, 0, n * width) != n * width) {
        throw new EOFException();
      }
      sum.update(chunk, 0, n * width);
      ByteBuffer b = ByteBuffer.wrap(chunk, 0, n * width).order(ByteOrder.LITTLE_ENDIAN);
      Object array = t.array();
      if (array instanceof float[] a) {
        b.asFloatBuffer().get(a, done, n);
      } else if (array instanceof double[] a) {
        b.asDoubleBuffer().get(a, done, n);
      } else if (array instanceof int[] a) {
        b.asIntBuffer().get(a, done, n);
      } else if (array instanceof long[] a) {
        b.asLongBuffer().get(a, done, n);
      } else if (array instanceof short[] a) {
        b.asShortBuffer().get(a, done, n);
      } else {
        b.get((byte[]) array, done, n);
      }
      done += n;
    }
    if (e.type.dtype() == DType.BOOL) {
      for (int i = 0; i < t.size(); i++) {
        if (t.getLong(i) > 1) {
          throw new ModelFormatException(
              "%s: tensor '%s': element %d of a BOOL tensor is %d, expected 0 or 1"
                  .formatted(file, e.name, i, t.getLong(i)));
        }
      }
    }
    return t;
  }

  /** Writes tensors, wider element types first so that all are aligned, else in map order. */
  public static void write(
      OutputStream out, Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    List<String> names = new ArrayList<>(tensors.keySet());
    names.sort(
        Comparator.comparingInt((String n) -> tensor(tensors, n).dtype().bytes()).reversed());
    byte[] chunk = new byte[CHUNK];
    var all = new LinkedHashMap<>(metadata);
    for (String name : names) {
      all.put(TensorSums.key(name), sum(tensor(tensors, name), chunk));
    }
    ObjectNode json = Json.NODES.objectNode();
    if (!all.isEmpty()) {
      ObjectNode m = json.putObject(METADATA);
      all.forEach(m::put);
    }
    long at = 0;
    for (String name : names) {
      if (name.equals(METADATA)) {
        throw new IllegalArgumentException("safetensors: no tensor can be named " + METADATA);
      }
      TensorType type = tensor(tensors, name).type();
      ObjectNode o = json.putObject(name);
      o.put("dtype", code(type.dtype()));
      ArrayNode shape = o.putArray("shape");
      type.shape().toList().forEach(shape::add);
      ArrayNode offsets = o.putArray("data_offsets");
      offsets.add(at);
      at += type.bytes();
      offsets.add(at);
    }
    byte[] header = Json.write(json);
    int padded = (header.length + 7) / 8 * 8;
    if (padded > MAX_HEADER) {
      throw new IllegalArgumentException(
          "safetensors: the header would have %d bytes, the limit is %d"
              .formatted(padded, MAX_HEADER));
    }
    out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(padded).array());
    out.write(header);
    out.write(" ".repeat(padded - header.length).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    for (String name : names) {
      TensorBytes.write(tensor(tensors, name), out, chunk);
    }
  }

  private static String sum(Tensor t, byte[] chunk) throws IOException {
    var sum = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32C());
    TensorBytes.write(t, sum, chunk);
    return TensorSums.text(sum.getChecksum());
  }

  private static Tensor tensor(Map<String, Tensor> tensors, String name) {
    return java.util.Objects.requireNonNull(tensors.get(name), name);
  }
}
