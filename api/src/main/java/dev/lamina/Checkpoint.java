package dev.lamina;

import dev.lamina.callbacks.Snapshot;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import dev.lamina.training.Formats;
import dev.lamina.training.ModelFormatException;
import dev.lamina.training.SavedState;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * All that a training needs to go on as if it had not been interrupted: weights, the optimizer's
 * variables (with the step, from which random numbers are made), the seed, what stateful layers
 * keep; and of {@code fit} the place in the data and its order, running metrics, the memories of
 * callbacks and the history.
 *
 * <p>Callbacks save checkpoints within {@code fit} ({@link dev.lamina.callbacks.BackupAndRestore});
 * a loop of one's own does so with {@link #save} and {@link #restore}, and adds what it has to
 * remember itself:
 *
 * <pre>{@code
 * Checkpoint.save(file, model, Snapshot.empty().with("round", round));
 * Checkpoint c = Checkpoint.load(file);
 * c.restore(model);
 * int round = c.training().integer("round");
 * }</pre>
 *
 * <p>A checkpoint does not hold the architecture: the model is made again by the same code.
 *
 * @param name what messages call it, such as its file
 * @param state the model's tensors by their names, all else below {@code __training__/}
 */
public record Checkpoint(String name, Snapshot state) {
  private static final String TRAINING = "__training__";
  private static final String MEMORY = "memory";
  private static final String SEED = "seed";
  private static final String VERSION = "version";
  private static final int NEWEST = 1;

  /** Whether a text or tensor of this name is of the training and not of the model. */
  public static boolean ofTraining(String name) {
    return name.startsWith(TRAINING + "/");
  }

  /** The state of a model now, and what else is to be remembered. */
  public static Checkpoint of(Model model, Snapshot training) {
    model.network();
    Snapshot memory = new Snapshot(Map.of(), SavedState.memory(model).values());
    Snapshot all = training.with(VERSION, NEWEST).with(SEED, model.seed()).with(MEMORY, memory);
    Snapshot weights = new Snapshot(Map.of(), SavedState.of(model).values());
    return new Checkpoint("checkpoint", weights.with(TRAINING, all));
  }

  /**
   * Writes the state of a model to a file, whose name ends with {@code .checkpoint}; a crash leaves
   * the old file or the new one.
   */
  public static void save(Path file, Model model) {
    save(file, model, Snapshot.empty());
  }

  /** Like {@link #save(Path, Model)}, with what a loop of one's own has to remember. */
  public static void save(Path file, Model model, Snapshot own) {
    Formats.saveCheckpoint(model, of(model, own), file);
  }

  /**
   * Reads a checkpoint; also from a model that {@code ModelCheckpoint} saved in Lamina's format.
   *
   * @throws ModelFormatException if the file is damaged or holds no checkpoint
   */
  public static Checkpoint load(Path file) {
    Checkpoint c = Formats.loadCheckpoint(file);
    if (!c.training().has(VERSION)) {
      throw new ModelFormatException(
          "%s: a model without the state of a training; load it with Model.load".formatted(file));
    }
    if (c.training().integer(VERSION) > NEWEST) {
      throw new ModelFormatException(
          "%s: checkpoint version %s is newer than this library's, %d"
              .formatted(file, c.training().text(VERSION), NEWEST));
    }
    return c;
  }

  /**
   * What is not the model's: what the loop of one's own remembered, or the place in {@code fit}.
   */
  public Snapshot training() {
    return state.below(TRAINING);
  }

  /** What is not the model's, by its names in a file. */
  public Snapshot beside() {
    return Snapshot.empty().with(TRAINING, training());
  }

  /**
   * Gives a model the state that it had; nothing is changed if it does not fit.
   *
   * @throws ModelFormatException if the model has other weights, optimizer variables or another
   *     seed; all differences are listed
   */
  public void restore(Model model) {
    model.network();
    Map<String, TensorType> types = new HashMap<>();
    state.tensors().forEach((n, t) -> types.put(n, t.type()));
    types.keySet().removeIf(Checkpoint::ofTraining);
    boolean trained = types.keySet().stream().anyMatch(n -> n.startsWith(SavedState.OPTIMIZER));
    if (trained && model.compiled().isEmpty()) {
      throw new IllegalStateException(
          "%s: holds the optimizer's variables, but %s is not compiled; compile it first, as it was"
              .formatted(name, model));
    }
    if (training().whole(SEED) != model.seed()) {
      throw new ModelFormatException(
          "%s: made with seed %s, %s has seed %d; call seed(%s) before the weights are made"
              .formatted(name, training().text(SEED), model, model.seed(), training().text(SEED)));
    }
    SavedState weights = SavedState.of(model, types.keySet());
    weights.check(name, types);
    SavedState memory = SavedState.memory(model);
    Map<String, Tensor> kept = training().below(MEMORY).tensors();
    Map<String, TensorType> keptTypes = new HashMap<>();
    kept.forEach((n, t) -> keptTypes.put(n, t.type()));
    memory.check(name + ": states of layers", keptTypes);
    weights.set(state.tensors());
    memory.set(kept);
  }
}
