package dev.lamina.training;

import dev.lamina.Checkpoint;
import dev.lamina.Model;
import dev.lamina.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A file format of models; found by ServiceLoader. */
public interface ModelFormat {
  /** The name in messages, such as {@code model directory}. */
  String name();

  /** Whether a model of this format is saved to, or found at, this path. */
  boolean accepts(Path path);

  /** Whether the file at this path is of this format, by its content; its name says nothing. */
  default boolean reads(Path path) {
    return accepts(path);
  }

  /** Writes the model so that a crash leaves the old file or the new one. */
  void save(Model model, Path path);

  /** Whether the weights alone are saved to this path in this format. */
  default boolean acceptsWeights(Path path) {
    return false;
  }

  /** Writes the weights alone. */
  default void saveWeights(Model model, Path path) {
    throw new ModelFormatException(name() + ": does not hold weights alone");
  }

  /** Whether the weights alone are saved to this path as an index and several files. */
  default boolean acceptsShards(Path path) {
    return false;
  }

  /** Writes the weights alone as an index and files of at most so many bytes of weights. */
  default void saveShards(Model model, Path path, long maxBytes) {
    throw new ModelFormatException(name() + ": does not hold weights in several files");
  }

  /** Writes the model and, if the format can hold it, the checkpoint. */
  default void save(Model model, Checkpoint checkpoint, Path path) {
    save(model, path);
  }

  /** Whether a checkpoint is saved to, or found at, this path in this format. */
  default boolean acceptsCheckpoint(Path path) {
    return false;
  }

  /** Writes a checkpoint, with or without the model's architecture. */
  default void saveCheckpoint(Model model, Checkpoint checkpoint, Path path) {
    throw new ModelFormatException(name() + ": does not hold checkpoints");
  }

  /**
   * Reads a checkpoint.
   *
   * @throws ModelFormatException if the file holds none
   */
  default Checkpoint loadCheckpoint(Path path) {
    throw new ModelFormatException(name() + ": does not hold checkpoints");
  }

  /**
   * Reads a model.
   *
   * @throws ModelFormatException if the file is not a valid model; nothing is changed then
   */
  Model load(Path path);

  /** What can be read of a file that {@link #reads} accepts. */
  default ImportReport inspect(Path path) {
    load(path).close();
    return new ImportReport(
        path.toString(), name(), "", List.of("the whole model"), List.of(), List.of());
  }

  /** Whether the file at this path holds weights in this format, by its content. */
  default boolean readsWeights(Path path) {
    return false;
  }

  /**
   * Sets the model's weights to those of a file.
   *
   * @throws ModelFormatException if the file does not fit the model in a way that the options do
   *     not allow; nothing is changed then
   */
  default LoadedWeights loadWeights(Model model, Path path, WeightLoading options) {
    throw new ModelFormatException(name() + ": weights alone cannot be read");
  }

  /** Whether {@link #tensors} reads this file. */
  default boolean readsTensors(Path path) {
    return false;
  }

  /** All tensors of a file by their names. */
  default Map<String, Tensor> tensors(Path path) {
    throw new ModelFormatException(name() + ": tensors alone cannot be read");
  }

  /** Whether this format reads and writes Keras' JSON. */
  default boolean readsJson() {
    return false;
  }

  /**
   * A model with new weights from the JSON that Keras' {@code to_json()} writes.
   *
   * @throws ModelFormatException if it is not valid
   */
  default Model fromJson(String json) {
    throw new ModelFormatException(name() + ": JSON alone cannot be read");
  }

  /** The model without its weights in the form of Keras' {@code to_json()}. */
  default String toJson(Model model) {
    throw new ModelFormatException(name() + ": JSON alone cannot be written");
  }
}
