package dev.lamina.serialization.keras;

import dev.lamina.Model;
import dev.lamina.serialization.KerasRegistry;
import dev.lamina.training.ImportReport;
import dev.lamina.training.LoadedWeights;
import dev.lamina.training.ModelFormat;
import dev.lamina.training.WeightLoading;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Keras' own files: {@code .keras}, {@code .weights.h5} and {@code .weights.json} with shards, read
 * and written; legacy {@code .h5}, read.
 */
public final class KerasFormat implements ModelFormat {
  /** Made when it is needed: of all formats, one is used for a path. */
  private final Supplier<KerasRegistry> registry;

  /** For Keras' classes that Lamina has; this is what {@code Model.load} uses. */
  public KerasFormat() {
    registry = KerasRegistry::standard;
  }

  /** Knows classes of the user's own as well. */
  public KerasFormat(KerasRegistry registry) {
    this.registry = () -> registry;
  }

  @Override
  public String name() {
    return "Keras file (.keras, .h5)";
  }

  @Override
  public boolean accepts(Path path) {
    return path.toString().endsWith(".keras");
  }

  @Override
  public boolean acceptsWeights(Path path) {
    return path.toString().endsWith(".weights.h5");
  }

  @Override
  public boolean reads(Path path) {
    return KerasSource.Kind.of(path) != KerasSource.Kind.OTHER;
  }

  @Override
  public void save(Model model, Path path) {
    new KerasWriter(registry.get()).save(model, path);
  }

  @Override
  public void saveWeights(Model model, Path path) {
    new KerasWriter(registry.get()).saveWeights(model, path);
  }

  @Override
  public String toJson(Model model) {
    return new KerasWriter(registry.get()).json(model);
  }

  @Override
  public Model load(Path path) {
    return new KerasLoader(registry.get()).load(path);
  }

  @Override
  public ImportReport inspect(Path path) {
    return new KerasLoader(registry.get()).inspect(path);
  }

  @Override
  public boolean readsWeights(Path path) {
    return ShardedWeights.matches(path) || reads(path);
  }

  @Override
  public boolean acceptsShards(Path path) {
    return ShardedWeights.matches(path);
  }

  @Override
  public void saveShards(Model model, Path path, long maxBytes) {
    new KerasWriter(registry.get()).saveShards(model, path, maxBytes);
  }

  @Override
  public LoadedWeights loadWeights(Model model, Path path, WeightLoading options) {
    return WeightFile.load(model, path, options);
  }

  @Override
  public boolean readsJson() {
    return true;
  }

  @Override
  public Model fromJson(String json) {
    return new KerasLoader(registry.get()).fromJson(json);
  }
}
