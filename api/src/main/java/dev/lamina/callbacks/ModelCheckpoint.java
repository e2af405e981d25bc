package dev.lamina.callbacks;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Saves the model after each epoch or every so many batches, or only when a monitored value has
 * improved (Keras: ModelCheckpoint). The path may hold {@code {epoch}} (from 1, {@code
 * {epoch:02d}}), {@code {batch}} (from 1, where batches are counted) and log values ({@code
 * {val_loss:.2f}}). A whole model in Lamina's own format is a checkpoint as well: {@code
 * Fit.resume} goes on from it.
 */
public final class ModelCheckpoint implements Resumable, Cloneable {
  private static final System.Logger LOG = System.getLogger(ModelCheckpoint.class.getName());
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)(?::([^}]*))?}");

  private final String path;
  private String monitor = "val_loss";
  private boolean verbose;
  private boolean saveBestOnly;
  private boolean saveWeightsOnly;
  private Mode mode = Mode.AUTO;
  private Optional<Integer> everyBatches = Optional.empty();

  private Mode resolved = Mode.MIN;
  private Optional<Double> best = Optional.empty();
  private int epoch;
  private BatchCount count = BatchCount.start();

  private ModelCheckpoint(String path) {
    this.path = path;
  }

  private interface Change {
    void apply(ModelCheckpoint c);
  }

  private ModelCheckpoint with(Change change) {
    try {
      ModelCheckpoint copy = (ModelCheckpoint) super.clone();
      change.apply(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  public static ModelCheckpoint of(String path) {
    return new ModelCheckpoint(path);
  }

  public static ModelCheckpoint of(Path path) {
    return of(path.toString());
  }

  /** The log that decides which epoch is best. */
  public ModelCheckpoint monitor(String name) {
    return with(c -> c.monitor = name);
  }

  public ModelCheckpoint saveBestOnly() {
    return with(c -> c.saveBestOnly = true);
  }

  /**
   * Saves the weights without architecture and optimizer; the path ends as files of weights do:
   * {@code .safetensors} or that of another format.
   */
  public ModelCheckpoint saveWeightsOnly() {
    return with(c -> c.saveWeightsOnly = true);
  }

  public ModelCheckpoint mode(Mode m) {
    return with(c -> c.mode = m);
  }

  /** Saves every so many batches instead of after each epoch; epochs' ends do not matter. */
  public ModelCheckpoint saveFreq(int batches) {
    if (batches < 1) {
      throw new IllegalArgumentException("ModelCheckpoint: saveFreq must be > 0, got " + batches);
    }
    return with(c -> c.everyBatches = Optional.of(batches));
  }

  /** Only values better than this one are saved. */
  public ModelCheckpoint initialValueThreshold(double value) {
    return with(c -> c.best = Optional.of(value));
  }

  /** Says what it saves. */
  public ModelCheckpoint verbose() {
    return with(c -> c.verbose = true);
  }

  @Override
  public void onTrainBegin(Training training) {
    if (saveBestOnly) {
      resolved = mode.resolve("ModelCheckpoint", monitor, training);
    }
  }

  @Override
  public void onEpochBegin(Training training, int number) {
    epoch = number;
  }

  @Override
  public void onTrainBatchEnd(Training training, int batch, Map<String, Double> logs) {
    if (everyBatches.isEmpty()) {
      return;
    }
    count = count.after(batch);
    if (count.since() >= everyBatches.get()) {
      count = count.saved();
      var named = new HashMap<>(logs);
      named.putIfAbsent("batch", batch + 1.0);
      save(training, epoch, named);
    }
  }

  @Override
  public void onEpochEnd(Training training, int number, Map<String, Double> logs) {
    if (everyBatches.isEmpty()) {
      save(training, number, logs);
    }
  }

  @Override
  public Snapshot snapshot() {
    return count.snapshot().with("best", best).with("epoch", epoch);
  }

  @Override
  public void onTrainResume(Training training, Snapshot saved) {
    onTrainBegin(training);
    count = BatchCount.of(saved);
    best = saved.optionalNumber("best");
    epoch = saved.integer("epoch");
  }

  private void save(Training training, int number, Map<String, Double> logs) {
    String file = fill(path, number, logs);
    if (!isDue(training, number, logs, file)) {
      return;
    }
    if (saveWeightsOnly) {
      training.saveWeights(Path.of(file));
    } else {
      training.save(Path.of(file));
    }
    say(training, number, "finished saving model to " + file);
  }

  private boolean isDue(Training training, int number, Map<String, Double> logs, String file) {
    if (!saveBestOnly) {
      say(training, number, "saving model to " + file);
      return true;
    }
    Double value = logs.get(monitor);
    if (value == null) {
      LOG.log(
          System.Logger.Level.WARNING,
          "ModelCheckpoint: saving, though ''{0}'' is not in the logs, which hold {1}; give fit"
              + " validation data or monitor another value",
          monitor,
          logs.keySet());
      return true;
    }
    String before = best.map(Numbers::five).orElse("None");
    if (!resolved.better(value, best, 0)) {
      say(training, number, "%s did not improve from %s".formatted(monitor, before));
      return false;
    }
    say(
        training,
        number,
        "%s improved from %s to %s, saving model to %s"
            .formatted(monitor, before, Numbers.five(value), file));
    best = Optional.of(value);
    return true;
  }

  private void say(Training training, int number, String what) {
    if (verbose) {
      training.print("\nEpoch %d: %s\n".formatted(number + 1, what));
    }
  }

  private static String fill(String template, int epoch, Map<String, Double> logs) {
    Matcher m = PLACE.matcher(template);
    var out = new StringBuilder();
    while (m.find()) {
      String format = m.group(2) == null ? "" : m.group(2);
      String text;
      boolean isEpoch = m.group(1).equals("epoch");
      if (isEpoch || (m.group(1).equals("batch") && !format.contains("f"))) {
        int number = isEpoch ? epoch + 1 : logs.getOrDefault("batch", 0.0).intValue();
        text = String.format(Locale.ROOT, "%" + (format.isEmpty() ? "d" : format), number);
      } else if (logs.containsKey(m.group(1))) {
        text =
            format.isEmpty()
                ? Numbers.text(Objects.requireNonNull(logs.get(m.group(1))))
                : String.format(
                    Locale.ROOT, "%" + format, Objects.requireNonNull(logs.get(m.group(1))));
      } else {
        throw new IllegalStateException(
            "ModelCheckpoint: '{%s}' in the path is neither epoch nor one of the logs %s"
                .formatted(m.group(1), logs.keySet()));
      }
      m.appendReplacement(out, Matcher.quoteReplacement(text));
    }
    return m.appendTail(out).toString();
  }
}
