package dev.lamina.training;

import dev.lamina.Checkpoint;
import dev.lamina.Model;
import dev.lamina.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds the file format of a path. */
public final class Formats {
  private static final System.Logger LOG = System.getLogger(Formats.class.getName());

  private Formats() {}

  public static Model load(Path path) {
    existing("load", path);
    return find("load", path, f -> f.reads(path)).load(path);
  }

  private static void existing(String what, Path path) {
    if (!Files.exists(path)) {
      throw new ModelFormatException("%s: %s does not exist".formatted(what, path));
    }
  }

  static ImportReport inspect(Path path) {
    existing("inspect", path);
    return find("inspect", path, f -> f.reads(path)).inspect(path);
  }

  static Map<String, Tensor> tensors(Path path) {
    existing("read tensors", path);
    return find("read tensors", path, f -> f.readsTensors(path)).tensors(path);
  }

  public static Model fromJson(String json) {
    return find("read JSON", Path.of("model.json"), ModelFormat::readsJson).fromJson(json);
  }

  public static String toJson(Model model) {
    return find("write JSON", Path.of("model.json"), ModelFormat::readsJson).toJson(model);
  }

  /** What was skipped is logged, as Keras warns of it. */
  public static LoadedWeights loadWeights(Model model, Path path, WeightLoading options) {
    existing("load weights", path);
    LoadedWeights done =
        find("load weights", path, f -> f.readsWeights(path)).loadWeights(model, path, options);
    if (options.skipMismatch() && !done.skipped().isEmpty()) {
      LOG.log(System.Logger.Level.WARNING, "load weights: {0}", done);
    }
    return done;
  }

  public static void save(Model model, Path path) {
    find("save", path, f -> f.accepts(path)).save(model, path);
  }

  /** Saves a model with what a checkpoint of it holds, where the format can. */
  static void save(Model model, Checkpoint checkpoint, Path path) {
    find("save", path, f -> f.accepts(path)).save(model, checkpoint, path);
  }

  /** Saves a checkpoint: a file of its own, or a model of a format that holds it. */
  public static void saveCheckpoint(Model model, Checkpoint checkpoint, Path path) {
    find("save checkpoint", path, f -> f.acceptsCheckpoint(path))
        .saveCheckpoint(model, checkpoint, path);
  }

  public static Checkpoint loadCheckpoint(Path path) {
    existing("load checkpoint", path);
    return find("load checkpoint", path, f -> f.acceptsCheckpoint(path)).loadCheckpoint(path);
  }

  public static void saveWeights(Model model, Path path) {
    find("save weights", path, f -> f.acceptsWeights(path)).saveWeights(model, path);
  }

  /** {@code maxShardSize}: in GB of 1024³ bytes. */
  public static void saveWeights(Model model, Path path, double maxShardSize) {
    if (!(maxShardSize > 0)) {
      throw new IllegalArgumentException(
          "save weights: maxShardSize must be > 0 GB, got " + maxShardSize);
    }
    find(
            "save weights in shards (.weights.json, .safetensors.index.json)",
            path,
            f -> f.acceptsShards(path))
        .saveShards(model, path, (long) (maxShardSize * (1L << 30)));
  }

  private static ModelFormat find(String what, Path path, Predicate<ModelFormat> fits) {
    List<ModelFormat> all =
        ServiceLoader.load(ModelFormat.class).stream()
            .<ModelFormat>map(ServiceLoader.Provider::get)
            .toList();
    return all.stream()
        .filter(fits)
        .findFirst()
        .orElseThrow(
            () ->
                new ModelFormatException(
                    all.isEmpty()
                        ? "%s: no model format is on the class path; add the dependency dev.lamina:lamina-serialization"
                            .formatted(what)
                        : "%s: %s is none of the known formats: %s"
                            .formatted(
                                what,
                                path,
                                all.stream()
                                    .map(ModelFormat::name)
                                    .collect(Collectors.joining(", ")))));
  }
}
