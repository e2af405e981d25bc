package dev.lamina.serialization;

import dev.lamina.Checkpoint;
import dev.lamina.Model;
import dev.lamina.callbacks.Snapshot;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.LoadedWeights;
import dev.lamina.training.ModelFormat;
import dev.lamina.training.ModelFormatException;
import dev.lamina.training.SavedState;
import dev.lamina.training.WeightLoading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lamina's own format: a directory, or a {@code .lamina} or {@code .zip} file, with
 *
 * <ul>
 *   <li>{@code model.json}: architecture and compile settings as Keras' {@code to_json()} writes
 *       them, and under {@code lamina} the format's version, the seed and the number of steps;
 *   <li>{@code model.safetensors}: weights by path, the optimizer's variables under {@code
 *       optimizer/}; in its metadata a checksum of each and of {@code model.json}, which are
 *       compared when the model is loaded. In a directory, large weights are in several files and
 *       {@code model.safetensors.index.json} instead, as Hugging Face has it.
 * </ul>
 *
 * <p>A save replaces the old model as a whole or not at all. In a directory two files must change
 * together: the new {@code model.json} is put beside the old one first, the weights name its
 * SHA-256, and their rename is what commits; a reader finishes a save that was interrupted then.
 */
public final class LaminaFormat implements ModelFormat {
  private static final String EXTRA = "lamina";
  private static final String JSON_SHA256 = "model_json_sha256";
  private static final String FORMAT_VERSION = "format_version";
  private static final int VERSION = 2;

  private static final double MAX_SHARD_SIZE = 5;

  /** Made when it is needed: of all formats, one is used for a path. */
  private final Supplier<KerasRegistry> registry;

  private final long maxShardBytes;

  private LaminaFormat(Supplier<KerasRegistry> registry, double maxShardSize) {
    if (!(maxShardSize > 0)) {
      throw new IllegalArgumentException(
          "model directory: maxShardSize must be > 0 GB, got " + maxShardSize);
    }
    this.registry = registry;
    maxShardBytes = (long) (maxShardSize * (1L << 30));
  }

  /** For Keras' classes that Lamina has; this is what {@code Model.load} uses. */
  public LaminaFormat() {
    this(KerasRegistry::standard, MAX_SHARD_SIZE);
  }

  /** Knows classes of the user's own as well. */
  public LaminaFormat(KerasRegistry registry) {
    this(() -> registry, MAX_SHARD_SIZE);
  }

  /**
   * Puts weights of more than so many GB (1024³ bytes; default 5) into several files of a
   * directory.
   */
  public LaminaFormat withMaxShardSize(double gigabytes) {
    return new LaminaFormat(registry, gigabytes);
  }

  @Override
  public String name() {
    return "model directory (a name without suffix), .lamina or .zip file";
  }

  @Override
  public boolean accepts(Path path) {
    String file = String.valueOf(path.getFileName());
    return Files.isDirectory(path)
        || isZip(path)
        || (!file.contains(".") && !Files.isRegularFile(path));
  }

  @Override
  public boolean reads(Path path) {
    return ModelSource.matches(path);
  }

  private static boolean isZip(Path path) {
    return path.toString().endsWith(".lamina") || path.toString().endsWith(".zip");
  }

  // ---- saving

  @Override
  public boolean acceptsWeights(Path path) {
    return path.toString().endsWith(".safetensors");
  }

  @Override
  public boolean readsTensors(Path path) {
    return acceptsWeights(path);
  }

  @Override
  public Map<String, Tensor> tensors(Path path) {
    return TensorFiles.read(path, header -> {});
  }

  @Override
  public boolean readsWeights(Path path) {
    return acceptsWeights(path) || SafetensorsShards.matches(path);
  }

  /** Weights by their paths, as {@link #saveWeights} writes them. */
  @Override
  public LoadedWeights loadWeights(Model model, Path path, WeightLoading options) {
    SavedState state = SavedState.weights(model);
    var fitting = new ArrayList<LoadedWeights>();
    var values =
        new LinkedHashMap<>(
            TensorFiles.read(
                path, h -> fitting.add(state.fit(path.toString(), h.types(), options))));
    LoadedWeights done = fitting.get(0);
    values.keySet().retainAll(Set.copyOf(done.loaded()));
    state.set(values);
    return done;
  }

  @Override
  public boolean acceptsShards(Path path) {
    return SafetensorsShards.matches(path);
  }

  @Override
  public void saveShards(Model model, Path path, long maxBytes) {
    try {
      SafetensorsShards.save(path, weights(model), Map.of(), maxBytes);
    } catch (IOException e) {
      throw new UncheckedIOException("save weights: " + e.getMessage(), e);
    }
  }

  private static Map<String, Tensor> weights(Model model) {
    var weights = new LinkedHashMap<>(SavedState.of(model).values());
    weights.keySet().removeIf(name -> name.startsWith(SavedState.OPTIMIZER));
    return weights;
  }

  /** The weights by their paths, without the optimizer's variables. */
  @Override
  public void saveWeights(Model model, Path path) {
    Map<String, Tensor> weights = weights(model);
    try {
      CrashSafe.write(path, out -> Safetensors.write(out, weights, Map.of()));
    } catch (IOException e) {
      throw new UncheckedIOException("save weights: " + e.getMessage(), e);
    }
  }

  @Override
  public void save(Model model, Path path) {
    save(model, Snapshot.empty(), path);
  }

  /** What the checkpoint holds beside the model goes into the same file. */
  @Override
  public void save(Model model, Checkpoint checkpoint, Path path) {
    save(model, checkpoint.beside(), path);
  }

  private void save(Model model, Snapshot training, Path path) {
    try {
      var tensors = new LinkedHashMap<>(SavedState.of(model).values());
      byte[] json = Json.writePretty(json(model, tensors));
      tensors.putAll(training.tensors());
      var metadata = new LinkedHashMap<>(training.values());
      metadata.put(JSON_SHA256, CrashSafe.hex(json));
      metadata.put(FORMAT_VERSION, String.valueOf(VERSION));
      if (isZip(path) && !Files.isDirectory(path)) {
        CrashSafe.write(path, out -> zip(new ZipOutputStream(out), json, tensors, metadata));
      } else {
        ModelDirectory.write(path, json, tensors, metadata, maxShardBytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("save: " + e.getMessage(), e);
    }
  }

  // ---- checkpoints

  @Override
  public boolean acceptsCheckpoint(Path path) {
    return path.toString().endsWith(".checkpoint") || accepts(path);
  }

  @Override
  public void saveCheckpoint(Model model, Checkpoint checkpoint, Path path) {
    if (accepts(path)) {
      save(model, checkpoint, path);
      return;
    }
    Snapshot s = checkpoint.state();
    try {
      CrashSafe.write(path, out -> Safetensors.write(out, s.tensors(), s.values()));
    } catch (IOException e) {
      throw new UncheckedIOException("save checkpoint: " + e.getMessage(), e);
    }
  }

  @Override
  public Checkpoint loadCheckpoint(Path path) {
    try {
      return new Checkpoint(path.toString(), accepts(path) ? state(path) : plain(path));
    } catch (IOException e) {
      throw new ModelFormatException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static Snapshot plain(Path path) throws IOException {
    Safetensors.Contents c = Safetensors.read(path);
    return new Snapshot(c.metadata(), c.tensors());
  }

  private static Snapshot state(Path path) throws IOException {
    try (ModelSource source = ModelSource.open(path)) {
      Safetensors.Contents c = TensorFiles.read(source, header -> {});
      return new Snapshot(c.metadata(), c.tensors());
    }
  }

  private ObjectNode json(Model model, Map<String, Tensor> tensors) {
    ObjectNode json = new ModelJson(registry.get(), "save").write(model);
    ObjectNode extra = json.putObject(EXTRA);
    extra.put(FORMAT_VERSION, VERSION);
    extra.put("seed", model.seed());
    tensors.entrySet().stream()
        .filter(e -> e.getKey().startsWith(SavedState.OPTIMIZER))
        .filter(e -> e.getKey().endsWith("/iteration"))
        .findFirst()
        .ifPresent(e -> extra.put("step", e.getValue().getLong(0)));
    return json;
  }

  private static void zip(
      ZipOutputStream zip, byte[] json, Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    zip.setLevel(Deflater.NO_COMPRESSION);
    zip.putNextEntry(entry(ModelSource.JSON));
    zip.write(json);
    zip.putNextEntry(entry(ModelSource.WEIGHTS));
    Safetensors.write(zip, tensors, metadata);
    zip.finish();
    zip.flush();
  }

  /** The same model gives the same bytes whenever it is saved. */
  private static ZipEntry entry(String name) {
    return new ZipEntry(name).setLastModifiedTime(FileTime.fromMillis(315_532_800_000L));
  }

  // ---- loading

  @Override
  public Model load(Path path) {
    try (ModelSource source = ModelSource.open(path)) {
      boolean inShards = source.shards().isPresent();
      var loading =
          new Loading(source, source.describe(inShards ? ModelSource.INDEX : ModelSource.WEIGHTS));
      return loading.finish(TensorFiles.read(source, loading).tensors());
    } catch (IOException e) {
      throw new ModelFormatException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Makes the model when the weights' header is known, and checks that the two fit. */
  private final class Loading implements Safetensors.Check {
    private final ModelSource source;
    private final String weights;
    private Optional<Model> model = Optional.empty();
    private Optional<SavedState> state = Optional.empty();

    Loading(ModelSource source, String weights) {
      this.source = source;
      this.weights = weights;
    }

    @Override
    public void accept(Safetensors.Header header) throws IOException {
      String part = part(header);
      String name = source.describe(part);
      byte[] json =
          source.json(part).orElseThrow(() -> new ModelFormatException(name + ": missing"));
      ObjectNode config = Json.readObject(name, json);
      Model made = ModelLimits.guarded(name, () -> model(name, config));
      state = Optional.of(ModelLimits.guarded(name, () -> state(name, made, header)));
      model = Optional.of(made);
    }

    private SavedState state(String name, Model made, Safetensors.Header header) {
      ModelLimits.check(name, made);
      var types = new LinkedHashMap<>(header.types());
      types.keySet().removeIf(Checkpoint::ofTraining);
      SavedState.of(made).checkWeights(weights, types);
      SavedState tensors = SavedState.of(made, types.keySet());
      tensors.check(weights, types);
      return tensors;
    }

    /** Where the configuration is that belongs to the weights. */
    private String part(Safetensors.Header header) throws IOException {
      String hash = header.metadata().getOrDefault(JSON_SHA256, "");
      // A save was interrupted after the weights had been replaced.
      if (has(ModelSource.PENDING_JSON, hash)) {
        return ModelSource.PENDING_JSON;
      }
      // Version 1 did not look at it.
      boolean checked = header.metadata().containsKey(FORMAT_VERSION);
      if (checked && source.json(ModelSource.JSON).isPresent() && !has(ModelSource.JSON, hash)) {
        throw new ModelFormatException(
            "%s: its checksum is not the one that %s has of it: it was changed after the save, or one of the two is damaged; load a copy of both"
                .formatted(source.describe(ModelSource.JSON), weights));
      }
      return ModelSource.JSON;
    }

    private boolean has(String part, String hash) throws IOException {
      return source.json(part).filter(json -> hash.equals(CrashSafe.hex(json))).isPresent();
    }

    Model finish(Map<String, Tensor> tensors) {
      state.orElseThrow().set(tensors);
      return model.orElseThrow();
    }
  }

  private Model model(String file, ObjectNode json) {
    JsonNode extra = json.path(EXTRA);
    JsonNode version = extra.path(FORMAT_VERSION);
    if (!version.isMissingNode() && version.intValue(0) > VERSION) {
      throw new ModelFormatException(
          "%s: format version %s is newer than this library's, %d"
              .formatted(file, version, VERSION));
    }
    KerasRegistry classes = registry.get();
    Model model = new ModelJson(classes, file).read(json);
    model.seed(extra.path("seed").longValue(0));
    JsonNode compile = json.path("compile_config");
    if (compile.isObject() && !compile.isEmpty()) {
      model.compile(new CompileJson(classes, file, model).read(compile));
    }
    return model;
  }
}
