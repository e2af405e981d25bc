package dev.lamina.serialization.hostile;

import static dev.lamina.serialization.hostile.Hostile.utf8;

import dev.lamina.Input;
import dev.lamina.Sequential;
import dev.lamina.layers.Dense;
import dev.lamina.serialization.KerasRegistry;
import dev.lamina.serialization.ModelJson;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Weights that must be refused, beside a good configuration of one dense layer: 2 to 2. */
final class HostileSafetensors {
  private static final String BIAS = "'x/bias':{'dtype':'F32','shape':[2],'data_offsets':[16,24]}";
  private static final String KERNEL =
      "'x/kernel':{'dtype':'F32','shape':[2,2],'data_offsets':[0,16]}";

  private final List<Hostile> all = new ArrayList<>();
  private final byte[] config;

  private HostileSafetensors() {
    var model = Sequential.of(Input.of(2), Dense.of(2).named("x"));
    config = utf8(new ModelJson(KerasRegistry.standard(), "test").write(model).toString());
  }

  static List<Hostile> all() {
    var h = new HostileSafetensors();
    h.headers();
    h.tensors();
    h.bytes();
    return h.all;
  }

  private void file(String name, byte[] weights, String... rule) {
    all.add(
        new Hostile(
            "safetensors: " + name,
            "m",
            Map.of("m/model.json", config, "m/model.safetensors", weights),
            List.of(HostileModels.more("m/model.safetensors", rule))));
  }

  private static byte[] weights(String header, int data) {
    byte[] h = utf8(header.replace('\'', '"'));
    return ByteBuffer.allocate(8 + h.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(h.length)
        .put(h)
        .array();
  }

  private void header(String name, String header, String... rule) {
    file(name, weights(header, 24), rule);
  }

  private static String with(String... tensors) {
    return "{" + String.join(",", tensors) + "}";
  }

  private void headers() {
    file("empty", new byte[0], "at least 8 bytes");
    file("seven bytes", new byte[7], "at least 8 bytes");
    for (long length : new long[] {0, 1, 1000, 1L << 31, 1L << 40, -1, Long.MIN_VALUE}) {
      byte[] good = weights(with(KERNEL, BIAS), 24);
      ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
      file("header of " + length + " bytes", good, "header length");
    }
    header("a list", "[]", "JSON object");
    header("no JSON", "{'a", "not valid JSON");
    header("JSON is a string", "'hello'", "JSON object");
    header("more behind it", with(KERNEL, BIAS) + "x", "not valid JSON");
    header("lists 300 deep", "{'a':" + "[".repeat(300) + "]".repeat(300) + "}", "depth");
    header("a tensor twice", with(KERNEL, KERNEL), "uplicate");
    header(
        "a key twice",
        with(KERNEL.replace("'dtype':'F32'", "'dtype':'F32','dtype':'F32'"), BIAS),
        "uplicate");
    header("metadata of numbers", with("'__metadata__':{'a':1}", KERNEL, BIAS), "must be a string");
    header("metadata is a list", with("'__metadata__':[]", KERNEL, BIAS), "must be an object");
    byte[] bad = weights(with(KERNEL, BIAS), 24);
    bad[12] = (byte) 0xff;
    file("not UTF-8", bad, "JSON");
    file(
        "UTF-16",
        new String(weights(with(KERNEL), 0), StandardCharsets.ISO_8859_1)
            .substring(0, 8)
            .concat("x")
            .getBytes(StandardCharsets.ISO_8859_1),
        "header length");
  }

  private void tensors() {
    header("dtype unknown", with(KERNEL.replace("F32", "F8_E4M3"), BIAS), "expected dtype");
    header("dtype is a number", with(KERNEL.replace("'F32'", "32"), BIAS), "expected dtype");
    header("shape negative", with(KERNEL.replace("[2,2]", "[-2,-2]"), BIAS), "shape must be");
    header("shape of fractions", with(KERNEL.replace("[2,2]", "[2.5,2]"), BIAS), "shape must be");
    header("shape is a string", with(KERNEL.replace("[2,2]", "'[2,2]'"), BIAS), "shape must be");
    header(
        "shape of 65 axes",
        with(KERNEL.replace("[2,2]", "[" + "1,".repeat(64) + "4]"), BIAS),
        "shape must be");
    header(
        "shape beyond all",
        with(KERNEL.replace("[2,2]", "[4294967296,4294967296]"), BIAS),
        "more elements");
    header(
        "shape overflows to 4",
        with(KERNEL.replace("[2,2]", "[4611686018427387905,4]"), BIAS),
        "more elements|needs");
    header(
        "shape beyond long",
        with(KERNEL.replace("[2,2]", "[99999999999999999999]"), BIAS),
        "shape must be");
    header("shape needs more", with(KERNEL.replace("[2,2]", "[2,3]"), BIAS), "needs 24 bytes");
    header("offsets reversed", with(KERNEL.replace("[0,16]", "[16,0]"), BIAS), "needs 16 bytes");
    header(
        "offsets negative",
        with(KERNEL.replace("[0,16]", "[-16,0]"), BIAS),
        "data_offsets must be");
    header("offsets of one", with(KERNEL.replace("[0,16]", "[16]"), BIAS), "needs 16 bytes");
    header("overlap", with(KERNEL, BIAS.replace("[16,24]", "[8,16]")), "no overlaps");
    header("hole", with(KERNEL, BIAS.replace("[16,24]", "[20,28]")), "no holes");
    header(
        "hole in front",
        with(KERNEL.replace("[0,16]", "[4,20]"), BIAS.replace("[16,24]", "[20,28]")),
        "no holes");
    header(
        "beyond the file",
        with(KERNEL, BIAS, "'z':{'dtype':'F32','shape':[4],'data_offsets':[24,40]}"),
        "truncated");
    header(
        "another key", with(KERNEL.replace("'dtype'", "'evil':1,'dtype'"), BIAS), "an object with");
    header("no offsets", with("'x/kernel':{'dtype':'F32','shape':[2,2]}", BIAS), "an object with");
    header("tensor is a number", with("'x/kernel':1", BIAS), "an object with");
    file("data missing", weights(with(KERNEL, BIAS), 23), "truncated");
    file("data behind", weights(with(KERNEL, BIAS), 25), "describes 24 bytes");
  }

  /** Good files that do not belong to the model. */
  private void bytes() {
    file(
        "kernel is missing",
        weights(with(BIAS.replace("[16,24]", "[0,8]")), 8),
        "x/kernel: missing");
    file(
        "of another shape",
        weights(with(KERNEL.replace("[2,2]", "[4,1]"), BIAS), 24),
        "x/kernel: expected f32[2, 2]");
    file(
        "of another dtype",
        weights(with(KERNEL.replace("F32", "I32"), BIAS), 24),
        "x/kernel: expected f32[2, 2]");
    file(
        "one too many",
        weights(with(KERNEL, BIAS, "'z':{'dtype':'U8','shape':[8],'data_offsets':[24,32]}"), 32),
        "z: u8[8], which the model does not have");
    file(
        "path as a name",
        weights(
            with(KERNEL, BIAS, "'../../z':{'dtype':'U8','shape':[8],'data_offsets':[24,32]}"), 32),
        "which the model does not have");
    var many = new StringBuilder(with(KERNEL, BIAS));
    many.setLength(many.length() - 1);
    for (int i = 0; i < 50_000; i++) {
      many.append(",'t").append(i).append("':{'dtype':'U8','shape':[0],'data_offsets':[24,24]}");
    }
    file("50000 empty tensors", weights(many.append('}').toString(), 24), "and 49960 more");
  }
}
