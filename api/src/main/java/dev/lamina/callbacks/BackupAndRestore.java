package dev.lamina.callbacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Backs up the state of a training and restores it when {@code fit} is called again after an
 * interruption, with the same model, data and arguments (Keras: BackupAndRestore). Training goes on
 * after the very batch of the backup, with the same shuffle, dropout masks, running metrics and
 * callbacks' memories: weights and history become those of a training without interruption. (Keras
 * begins the epoch again: {@link #restartEpoch}.)
 *
 * <p>The backup is deleted when training ends; save the model before the program ends, or keep the
 * backup ({@link #deleteCheckpoint}).
 */
public final class BackupAndRestore implements Resumable, Cloneable {
  private final Path latest;
  private final Path previous;
  private Optional<Integer> everyBatches = Optional.empty();
  private boolean doubleCheckpoint;
  private boolean deleteCheckpoint = true;
  private boolean restartEpoch;

  private BatchCount count = BatchCount.start();

  private BackupAndRestore(Path directory) {
    this.latest = directory.resolve("latest.checkpoint");
    this.previous = directory.resolve("previous.checkpoint");
  }

  private interface Change {
    void apply(BackupAndRestore b);
  }

  private BackupAndRestore with(Change c) {
    try {
      BackupAndRestore copy = (BackupAndRestore) super.clone();
      c.apply(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  /** {@code backupDir}: a directory for this training alone; made if it does not exist. */
  public static BackupAndRestore of(Path backupDir) {
    return new BackupAndRestore(backupDir);
  }

  /** Backs up every so many batches instead of after each epoch. */
  public BackupAndRestore saveFreq(int batches) {
    if (batches < 1) {
      throw new IllegalArgumentException("BackupAndRestore: saveFreq must be > 0, got " + batches);
    }
    return with(b -> b.everyBatches = Optional.of(batches));
  }

  /** Keeps the backup before the latest, too, for the case that the latest cannot be read. */
  public BackupAndRestore doubleCheckpoint() {
    return with(b -> b.doubleCheckpoint = true);
  }

  /** Whether the backup is deleted when training ends (default: yes). */
  public BackupAndRestore deleteCheckpoint(boolean delete) {
    return with(b -> b.deleteCheckpoint = delete);
  }

  /**
   * Begins the interrupted epoch again, with the weights that it had reached, as Keras does: for
   * data that do not come in the same order again.
   */
  public BackupAndRestore restartEpoch() {
    return with(b -> b.restartEpoch = true);
  }

  /** The backups there are, the one to try first before the others. */
  public List<Path> backups() {
    return Stream.of(latest, previous).filter(Files::exists).toList();
  }

  /** Whether the interrupted epoch begins again. */
  public boolean restartsEpoch() {
    return restartEpoch;
  }

  @Override
  public void onTrainBegin(Training training) {
    count = BatchCount.start();
  }

  @Override
  public void onTrainBatchEnd(Training training, int batch, Map<String, Double> logs) {
    if (everyBatches.isPresent()) {
      count = count.after(batch);
      if (count.since() >= everyBatches.get()) {
        count = count.saved();
        save(training);
      }
    }
  }

  @Override
  public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
    if (everyBatches.isEmpty()) {
      save(training);
    }
  }

  private void save(Training training) {
    try {
      Files.createDirectories(directory());
      if (doubleCheckpoint && Files.exists(latest)) {
        Files.move(
            latest, previous, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "BackupAndRestore: cannot write to the directory %s: %s; the backup before is still there"
              .formatted(directory(), e.getMessage()),
          e);
    }
    training.saveCheckpoint(latest);
  }

  private Path directory() {
    return Optional.ofNullable(latest.getParent()).orElse(Path.of("."));
  }

  @Override
  public void onTrainEnd(Training training, Map<String, Double> logs) {
    if (!deleteCheckpoint) {
      return;
    }
    try {
      Files.deleteIfExists(previous);
      Files.deleteIfExists(latest);
      deleteDirectory();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "BackupAndRestore: the training has ended, but its backup in %s cannot be deleted: %s; delete it, or the next training begins there"
              .formatted(directory(), e.getMessage()),
          e);
    }
  }

  private void deleteDirectory() throws IOException {
    try {
      Files.deleteIfExists(directory());
    } catch (DirectoryNotEmptyException e) {
      System.getLogger(BackupAndRestore.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "BackupAndRestore: {0} stays, there are other files in it",
              directory());
    }
  }

  @Override
  public Snapshot snapshot() {
    return count.snapshot();
  }

  @Override
  public void onTrainResume(Training training, Snapshot saved) {
    count = BatchCount.of(saved);
  }
}
