package dev.lamina.training;

import dev.lamina.Checkpoint;
import dev.lamina.Model;
import dev.lamina.callbacks.Snapshot;
import java.nio.file.Path;

/** Saves and restores a model while it is being trained. */
public final class ModelSaver {
  private final Model model;

  public ModelSaver(Model model) {
    this.model = model;
  }

  void save(Path path, Snapshot training) {
    Formats.save(model, Checkpoint.of(model, training), path);
  }

  void saveWeights(Path path) {
    Formats.saveWeights(model, path);
  }

  void saveCheckpoint(Path path, Snapshot training) {
    Formats.saveCheckpoint(model, Checkpoint.of(model, training), path);
  }

  void restore(Checkpoint checkpoint) {
    checkpoint.restore(model);
  }
}
