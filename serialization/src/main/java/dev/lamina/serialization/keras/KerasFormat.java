package dev.lamina.serialization.keras;

import dev.lamina.Model;
import dev.lamina.serialization.KerasRegistry;
import dev.lamina.training.ImportReport;
import dev.lamina.training.ModelFormat;
import dev.lamina.training.ModelFormatException;
import java.nio.file.Path;

/** Keras' own files, read: {@code .keras}, {@code .weights.h5} and legacy {@code .h5}. */
public final class KerasFormat implements ModelFormat {
  private final KerasRegistry registry;

  /** For Keras' classes that Lamina has; this is what {@code Model.load} uses. */
  public KerasFormat() {
    this(KerasRegistry.standard());
  }

  /** Knows classes of the user's own as well. */
  public KerasFormat(KerasRegistry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return "Keras file (.keras, .h5)";
  }

  @Override
  public boolean accepts(Path path) {
    return false;
  }

  @Override
  public boolean reads(Path path) {
    return KerasSource.Kind.of(path) != KerasSource.Kind.OTHER;
  }

  @Override
  public void save(Model model, Path path) {
    throw new ModelFormatException(path + ": Keras files cannot be written yet");
  }

  @Override
  public Model load(Path path) {
    return new KerasLoader(registry).load(path);
  }

  @Override
  public ImportReport inspect(Path path) {
    return new KerasLoader(registry).inspect(path);
  }

  @Override
  public boolean readsWeights(Path path) {
    return KerasLoader.readsWeights(path);
  }

  @Override
  public void loadWeights(Model model, Path path) {
    new KerasLoader(registry).loadWeights(model, path);
  }

  @Override
  public boolean readsJson() {
    return true;
  }

  @Override
  public Model fromJson(String json) {
    return new KerasLoader(registry).fromJson(json);
  }
}
