package dev.lamina.serialization;

import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import dev.lamina.training.ModelFormatException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tensors in several safetensors files that {@code NAME.safetensors.index.json} lists, as Hugging
 * Face has it: {@code weight_map} has the file of each tensor.
 */
final class SafetensorsShards {
  static final String SUFFIX = ".safetensors.index.json";
  private static final String SHARD = ".safetensors";

  private SafetensorsShards() {}

  static boolean matches(Path path) {
    return path.toString().endsWith(SUFFIX);
  }

  // ---- reading

  /** What the files hold together; the metadata are those of the index. */
  static Safetensors.Header header(ShardIndex index) throws IOException {
    var types = new LinkedHashMap<String, TensorType>();
    for (Map.Entry<String, Set<String>> e : byFile(index).entrySet()) {
      Path file = index.file(e.getKey());
      Map<String, TensorType> got = Safetensors.header(file).types();
      agree(index, file, e.getValue(), got.keySet());
      types.putAll(got);
    }
    return new Safetensors.Header(types, index.metadata());
  }

  private static Map<String, Set<String>> byFile(ShardIndex index) {
    var out = new LinkedHashMap<String, Set<String>>();
    index
        .files()
        .forEach(
            (tensor, files) -> {
              if (files.size() != 1) {
                throw new ModelFormatException(
                    "%s: weight_map '%s' names %d files, a tensor is in one"
                        .formatted(index.path(), tensor, files.size()));
              }
              out.computeIfAbsent(files.get(0), f -> new LinkedHashSet<>()).add(tensor);
            });
    return out;
  }

  private static void agree(ShardIndex index, Path file, Set<String> wanted, Set<String> got) {
    for (String name : wanted) {
      if (!got.contains(name)) {
        throw new ModelFormatException(
            "%s: by the index it holds the tensor '%s', but it does not".formatted(file, name));
      }
    }
    for (String name : got) {
      if (!wanted.contains(name)) {
        throw new ModelFormatException(
            "%s: it holds the tensor '%s', which the index %s does not give to this file"
                .formatted(file, name, index.path()));
      }
    }
  }

  /** All tensors, after the header was looked at. */
  static Map<String, Tensor> tensors(ShardIndex index, Safetensors.Header header)
      throws IOException {
    var out = new LinkedHashMap<String, Tensor>();
    for (String name : index.names()) {
      Path file = index.file(name);
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        out.putAll(
            Safetensors.read(file.toString(), in, Files.size(file), h -> same(file, h, header))
                .tensors());
      }
    }
    return out;
  }

  /** Refuses a file that was replaced since its header was read. */
  private static void same(Path file, Safetensors.Header now, Safetensors.Header before) {
    now.types()
        .forEach(
            (name, type) -> {
              if (!type.equals(before.types().get(name))) {
                throw new ModelFormatException(
                    "%s: it was changed while it was read; load it again".formatted(file));
              }
            });
  }

  // ---- writing

  private record Part(List<Named> tensors) implements ShardSet.Shard {
    @Override
    public Set<String> keys() {
      var keys = new LinkedHashSet<String>();
      tensors.forEach(t -> keys.add(t.name));
      return keys;
    }

    @Override
    public CrashSafe.Body body() {
      var all = new LinkedHashMap<String, Tensor>();
      tensors.forEach(t -> all.put(t.name, t.value));
      return out -> Safetensors.write(out, all, Map.of());
    }
  }

  private record Named(String name, Tensor value) {
    @Override
    public String toString() {
      return "tensor '" + name + "'";
    }
  }

  /** The set of files that belongs to an index. */
  static ShardSet set(Path index) {
    String file = String.valueOf(index.getFileName());
    String stem = file.substring(0, file.length() - SUFFIX.length()) + "-";
    Pattern ofHuggingFace =
        Pattern.compile(Pattern.quote(stem) + "[0-9]{5}-of-[0-9]{5}" + Pattern.quote(SHARD));
    return new ShardSet(index, stem, SHARD, ofHuggingFace);
  }

  static long bytes(Map<String, Tensor> tensors) {
    return tensors.values().stream().mapToLong(t -> t.type().bytes()).sum();
  }

  static void save(
      Path index, Map<String, Tensor> tensors, Map<String, String> metadata, long maxBytes)
      throws IOException {
    var named = new ArrayList<Named>();
    tensors.forEach((name, t) -> named.add(new Named(name, t)));
    List<Part> parts =
        ShardSet.split(named, t -> t.value.type().bytes(), maxBytes, "save weights").stream()
            .map(Part::new)
            .toList();
    set(index).write(parts, bytes(tensors), metadata);
  }
}
