package dev.lamina.serialization.keras;

import dev.lamina.Model;
import dev.lamina.serialization.CrashSafe;
import dev.lamina.serialization.ShardIndex;
import dev.lamina.serialization.ShardSet;
import dev.lamina.serialization.hdf5.Hdf5Dataset;
import dev.lamina.serialization.hdf5.Hdf5File;
import dev.lamina.serialization.hdf5.Hdf5Group;
import dev.lamina.serialization.hdf5.Hdf5Writer;
import dev.lamina.training.LoadedWeights;
import dev.lamina.training.ModelFormatException;
import dev.lamina.training.WeightLoading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Weights in several HDF5 files, {@code NAME_00001….weights.h5}, which {@code NAME.weights.json}
 * lists: {@code weight_map} has the files of each group of variables, {@code /layers/dense/vars}.
 *
 * <p>Keras opens {@code NAME_00000.weights.h5} before it looks at the list. Here that file holds
 * nothing, so that a save need not replace it before the list is: the weights are in the others.
 */
final class ShardedWeights implements Datasets, AutoCloseable {
  static final String SUFFIX = ".weights.json";
  private static final String SHARD = ".weights.h5";

  /** The largest file that can be mapped, less room for headers. */
  private static final long MOST = Integer.MAX_VALUE - (16L << 20);

  private final List<Hdf5File> open = new ArrayList<>();
  private final Map<String, Hdf5Dataset> datasets = new LinkedHashMap<>();

  private ShardedWeights() {}

  static boolean matches(Path path) {
    return path.toString().endsWith(SUFFIX);
  }

  // ---- reading

  static LoadedWeights load(Model model, Path path, WeightLoading options) throws IOException {
    try (ShardedWeights set = new ShardedWeights()) {
      set.open(ShardIndex.read(path, ".h5"));
      return WeightFile.set(model, path.toString(), set, options);
    }
  }

  private void open(ShardIndex index) throws IOException {
    var groups = new LinkedHashMap<String, Set<String>>();
    index
        .files()
        .forEach(
            (key, files) ->
                files.forEach(
                    f -> groups.computeIfAbsent(f, n -> new LinkedHashSet<>()).add(group(key))));
    var holders = new LinkedHashMap<String, String>();
    for (Map.Entry<String, Set<String>> e : groups.entrySet()) {
      Path path = index.file(e.getKey());
      Hdf5File file = Hdf5File.guarded(path);
      open.add(file);
      Hdf5Group root = file.root();
      Datasets stored = Datasets.of(root);
      for (String group : e.getValue()) {
        if (root.group(group).isEmpty()) {
          throw new ModelFormatException(
              "%s: by the index it holds %s, but it does not".formatted(path, group));
        }
      }
      for (String p : stored.paths()) {
        if (!e.getValue().contains(p.substring(0, Math.max(0, p.lastIndexOf('/'))))) {
          throw new ModelFormatException(
              "%s: it holds %s, which the index %s does not give to this file"
                  .formatted(path, p, index.path()));
        }
        String before = holders.putIfAbsent(p, e.getKey());
        if (before != null) {
          throw new ModelFormatException(
              "%s: the files %s and %s both hold %s"
                  .formatted(index.path(), before, e.getKey(), p));
        }
        stored.dataset(p).ifPresent(d -> datasets.put(p, d));
      }
    }
  }

  private static String group(String key) {
    return key.startsWith("/") ? key.substring(1) : key;
  }

  @Override
  public Set<String> paths() {
    return new LinkedHashSet<>(datasets.keySet());
  }

  @Override
  public Optional<Hdf5Dataset> dataset(String path) {
    return Optional.ofNullable(datasets.get(path));
  }

  @Override
  public void close() {
    open.forEach(Hdf5File::close);
  }

  // ---- writing

  private record Part(List<StoredValue> values) implements ShardSet.Shard {
    @Override
    public Set<String> keys() {
      var keys = new LinkedHashSet<String>();
      values.forEach(v -> keys.add("/" + v.path().substring(0, v.path().lastIndexOf('/'))));
      return keys;
    }

    @Override
    public CrashSafe.Body body() {
      var out = new Hdf5Writer();
      values.forEach(v -> out.dataset(v.path(), v.type(), v.read()));
      return out::write;
    }
  }

  /** Writes all values of a model. */
  static void save(List<StoredValue> values, Path path, long maxBytes) throws IOException {
    String file = String.valueOf(path.getFileName());
    String stem = file.substring(0, file.length() - SUFFIX.length()) + "_";
    Path first = path.resolveSibling(stem + "00000" + SHARD);
    Pattern ofKeras =
        Pattern.compile(Pattern.quote(stem) + "(?!00000)[0-9]{5}" + Pattern.quote(SHARD));
    List<Part> parts =
        ShardSet.split(values, v -> v.type().bytes(), Math.min(maxBytes, MOST), "save weights")
            .stream()
            .map(Part::new)
            .toList();
    long total = values.stream().mapToLong(v -> v.type().bytes()).sum();
    var set = new ShardSet(path, stem, SHARD, ofKeras);
    boolean held = set.named().contains(String.valueOf(first.getFileName()));
    var empty = new Hdf5Writer();
    if (!Files.exists(first, LinkOption.NOFOLLOW_LINKS)) {
      CrashSafe.write(first, empty::write);
    }
    set.write(parts, total, Map.of());
    if (held) {
      CrashSafe.write(first, empty::write);
    }
  }
}
