package dev.lamina.serialization.hostile;

import static dev.lamina.serialization.hostile.Hostile.utf8;

import dev.lamina.serialization.Safetensors;
import dev.lamina.serialization.hdf5.Hdf5Writer;
import dev.lamina.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Indices of weights in several files that must be refused, for one dense layer: 2 to 2. They are
 * loaded by {@code loadWeights}.
 */
final class HostileShards {
  private static final String GROUP = "/layers/dense/vars";

  private final List<Hostile> all = new ArrayList<>();
  private final boolean keras;
  private final String suffix;

  private HostileShards(boolean keras) {
    this.keras = keras;
    suffix = keras ? ".weights.h5" : ".safetensors";
  }

  static List<Hostile> all() {
    var out = new ArrayList<Hostile>();
    for (boolean keras : new boolean[] {true, false}) {
      var h = new HostileShards(keras);
      h.indices();
      h.names();
      h.contents();
      out.addAll(h.all);
    }
    return out;
  }

  private String kernel() {
    return keras ? "layers/dense/vars/0" : "dense/kernel";
  }

  private String bias() {
    return keras ? "layers/dense/vars/1" : "dense/bias";
  }

  private String key(String tensor) {
    return keras ? "/" + tensor.substring(0, tensor.lastIndexOf('/')) : tensor;
  }

  private byte[] shard(String... tensors) {
    var bytes = new ByteArrayOutputStream();
    try {
      var values = new HashMap<String, Tensor>();
      for (String t : tensors) {
        values.put(t, t.equals(bias()) ? Tensor.of(new float[2]) : Tensor.of(new float[4], 2, 2));
      }
      if (keras) {
        var out = new Hdf5Writer();
        values.forEach((name, t) -> out.dataset(name, t.type(), () -> t));
        out.write(bytes);
      } else {
        Safetensors.write(bytes, values, Map.of());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void file(String name, String json, Map<String, byte[]> shards, String rule) {
    String index = keras ? "m.weights.json" : "m.safetensors.index.json";
    var parts = new HashMap<>(shards);
    parts.put(index, utf8(json.replace('\'', '"')));
    all.add(new Hostile("shards of %s: %s".formatted(suffix, name), index, parts, List.of(rule)));
  }

  private void index(String name, String json, String rule) {
    file(name, json, Map.of("a" + suffix, shard(kernel(), bias())), rule);
  }

  private void names(String name, String shard, String rule) {
    index("name " + name, "{'weight_map':{'%s':'%s'}}".formatted(key(kernel()), shard), rule);
  }

  private void indices() {
    index("empty", "", "JSON object");
    index("a list", "[]", "JSON object");
    index("no map", "{'metadata':{}}", "weight_map must be an object");
    index("map is a list", "{'weight_map':['a']}", "weight_map must be an object");
    index("empty map", "{'weight_map':{}}", "weight_map must be an object");
    index("a key twice", "{'weight_map':{'x':'a%1$s','x':'a%1$s'}}".formatted(suffix), "uplicate");
    index("file is a number", "{'weight_map':{'x':7}}", "expected the plain name");
    index("no file", "{'weight_map':{'x':[]}}", "must name one file");
    index("a file twice", "{'weight_map':{'x':['a%1$s','a%1$s']}}".formatted(suffix), "must name");
    index("300 deep", "{'weight_map':" + "[".repeat(300) + "]".repeat(300) + "}", "depth");
    var many = new StringBuilder("{'weight_map':{");
    for (int i = 0; i < 10_002; i++) {
      many.append("'%d':'%d%s',".formatted(i, i, suffix));
    }
    many.setCharAt(many.length() - 1, '}');
    index("10002 files", many.append('}').toString(), "more than 10000 files");
  }

  private void names() {
    String plain = "expected the plain name";
    names("above", "../a" + suffix, plain);
    names("below", "b/a" + suffix, plain);
    names("absolute", "/etc/a" + suffix, plain);
    names("of Windows", "..\\\\a" + suffix, plain);
    names("with a drive", "c:a" + suffix, plain);
    names("of an address", "http://example.org/a" + suffix, plain);
    names("with a zero", "a\\u0000" + suffix, plain);
    names("hidden", ".a" + suffix, plain);
    names("of the folder", ".", plain);
    names("empty", "", plain);
    names("of 300 letters", "a".repeat(300) + suffix, plain);
    names("with another suffix", "a.json", plain);
    names("of a missing file", "b" + suffix, "b" + suffix + ", which is missing");
  }

  private void contents() {
    String a = "a" + suffix;
    String b = "b" + suffix;
    String both =
        keras
            ? "{'weight_map':{'%s':['%s','%s']}}".formatted(GROUP, a, b)
            : "{'weight_map':{'%s':'%s','%s':'%s'}}".formatted(kernel(), a, bias(), b);
    file(
        "a weight twice",
        both,
        Map.of(a, shard(kernel()), b, shard(kernel(), bias())),
        keras ? "both hold layers/dense/vars/0" : "does not give to this file");
    file("a weight is missing", both, Map.of(a, shard(kernel()), b, shard()), "does not");
    file(
        "a weight in another file",
        "{'weight_map':{'%s':'%s','/x/vars':'%s'}}".formatted(key(kernel()), a, b),
        Map.of(a, shard(kernel(), bias()), b, shard(bias())),
        keras ? "by the index it holds x/vars" : "does not");
    file(
        "of another model",
        "{'weight_map':{'%s':'%s'}}".formatted(keras ? "/layers/conv/vars" : "conv/kernel", a),
        Map.of(a, shard(keras ? "layers/conv/vars/0" : "conv/kernel")),
        "do not fit the model");
    file(
        "damaged",
        "{'weight_map':{'%s':'%s'}}".formatted(key(kernel()), a),
        Map.of(a, new byte[40]),
        a);
  }
}
