package dev.lamina.training;

import dev.lamina.Checkpoint;
import dev.lamina.Fit;
import dev.lamina.callbacks.BackupAndRestore;
import dev.lamina.callbacks.Callback;
import dev.lamina.callbacks.Snapshot;
import dev.lamina.layers.Weight;
import dev.lamina.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A checkpoint that {@code fit} goes on from.
 *
 * @param restartEpoch whether an interrupted epoch begins again
 */
record Resumption(Checkpoint checkpoint, boolean restartEpoch) {
  private static final System.Logger LOG = System.getLogger(Resumption.class.getName());

  /** A backup, which is newer, or else what {@code fit} is told to go on from. */
  static Optional<Resumption> find(Fit fit) {
    for (Callback c : fit.callbacks()) {
      if (c instanceof BackupAndRestore b && !b.backups().isEmpty()) {
        return Optional.of(new Resumption(newest(b.backups()), b.restartsEpoch()));
      }
    }
    return fit.resume().map(c -> new Resumption(c, false));
  }

  /** The first that can be read. */
  private static Checkpoint newest(List<Path> backups) {
    try {
      return Checkpoint.load(backups.get(0));
    } catch (ModelFormatException e) {
      if (backups.size() == 1) {
        throw new ModelFormatException(
            "BackupAndRestore: %s; delete it to begin anew".formatted(e.getMessage()), e);
      }
      LOG.log(
          System.Logger.Level.WARNING,
          "BackupAndRestore: going on from the backup before, for {0}",
          e.getMessage());
      return newest(backups.subList(1, backups.size()));
    }
  }

  /** The arguments that decide what a batch holds. */
  static Snapshot arguments(Fit fit, Batches batches, TrainingHandle handle) {
    return Snapshot.empty()
        .with("samples", batches.samples())
        .with("batch_size", fit.batchSize())
        .with("steps", handle.steps())
        .with("shuffle", fit.shuffle());
  }

  /** Fails, naming all differences, if this {@code fit} cannot go on from here. */
  void check(Fit fit, Batches batches, TrainingHandle handle, boolean sameBatches) {
    Snapshot saved = checkpoint.training();
    var problems = new ArrayList<String>();
    List<String> names = CallbackMemories.names(fit.callbacks());
    List<String> savedNames = CallbackMemories.names(saved.below("callbacks"));
    if (!names.equals(savedNames)) {
      problems.add("the callbacks with a memory %s, got %s".formatted(savedNames, names));
    }
    if (sameBatches || fit.stepsPerEpoch().isPresent()) {
      arguments(fit, batches, handle)
          .values()
          .forEach(
              (name, got) -> {
                if (!saved.text(name).equals(got)) {
                  problems.add("%s %s, got %s".formatted(name, saved.text(name), got));
                }
              });
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "fit: to go on from %s, it must be called as it was: expected %s; call it so, or delete the checkpoint to begin anew"
              .formatted(checkpoint.name(), String.join("; ", problems)));
    }
  }

  /** Fails unless there is a total for each variable of the step's loss and metrics. */
  void checkTotals(Map<String, Weight> variables, Map<String, Tensor> totals) {
    var problems = new ArrayList<String>();
    variables.forEach(
        (name, w) -> {
          Tensor t = totals.get(name);
          if (t == null || !t.type().equals(w.type())) {
            problems.add(
                "%s: expected %s, got %s"
                    .formatted(name, w.type(), t == null ? "nothing" : t.type()));
          }
        });
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "fit: the running loss and metrics in %s are others than the compiled ones: %s; compile the model as it was"
              .formatted(checkpoint.name(), String.join("; ", problems)));
    }
  }
}
