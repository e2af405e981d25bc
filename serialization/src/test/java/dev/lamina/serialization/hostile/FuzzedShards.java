package dev.lamina.serialization.hostile;

import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.layers.Dense;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Weights in several files: their index is changed, as text or as JSON, or one of the files. */
final class FuzzedShards {
  private static final int BYTES_PER_FILE = 40;

  private final List<String> indices;

  /** Of each index, the files that belong to it and itself, by name. */
  private final List<Map<String, byte[]>> sets = new ArrayList<>();

  FuzzedShards(String name) {
    indices = List.of(name + ".weights.json", name + ".safetensors.index.json");
    for (String index : indices) {
      sets.add(inFolder(folder -> saved(folder, index)));
    }
  }

  private interface Use<T> {
    T in(Path folder) throws IOException;
  }

  private static <T> T inFolder(Use<T> use) {
    try {
      Path folder = Files.createTempDirectory("shards");
      try {
        return use.in(folder);
      } finally {
        try (Stream<Path> all = Files.walk(folder)) {
          for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(p);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Model model() {
    return Sequential.of(Input.of(2), Dense.of(2), Dense.of(3));
  }

  private static Map<String, byte[]> saved(Path folder, String index) throws IOException {
    try (Model m = model();
        Stream<Path> files = Files.list(folder)) {
      m.saveWeights(folder.resolve(index), BYTES_PER_FILE);
      var out = new TreeMap<String, byte[]>();
      for (Path p : files.toList()) {
        out.put(String.valueOf(p.getFileName()), Files.readAllBytes(p));
      }
      return out;
    }
  }

  /** Loads a set that is changed in one file. */
  void load(long seed) {
    var random = new SplittableRandom(seed);
    int which = random.nextInt(sets.size());
    var files = new TreeMap<>(sets.get(which));
    String index = indices.get(which);
    String changed =
        random.nextBoolean()
            ? index
            : List.copyOf(files.keySet()).get(random.nextInt(files.size()));
    byte[] file = Objects.requireNonNull(files.get(changed));
    files.put(changed, changed(seed, file, changed.equals(index) && random.nextBoolean()));
    inFolder(
        folder -> {
          for (Map.Entry<String, byte[]> e : files.entrySet()) {
            Files.write(folder.resolve(e.getKey()), e.getValue());
          }
          try (Model m = model()) {
            m.loadWeights(folder.resolve(index));
            return m;
          }
        });
  }

  private static byte[] changed(long seed, byte[] file, boolean asJson) {
    if (!asJson) {
      return new Mutation(seed).of(List.of(file));
    }
    var json = (ObjectNode) JsonMapper.shared().readTree(file);
    List<String> values = json.path("weight_map").valueStream().map(n -> n.asString("")).toList();
    return Hostile.utf8(new JsonMutation(seed, values).of(List.of(json)).toString());
  }
}
