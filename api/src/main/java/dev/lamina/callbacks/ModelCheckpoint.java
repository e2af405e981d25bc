package dev.lamina.callbacks;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Saves the model after each epoch, or after those that improve a monitored value (Keras:
 * ModelCheckpoint). The path may hold {@code {epoch}} (from 1, {@code {epoch:02d}}) and log values
 * ({@code {val_loss:.2f}}).
 */
public final class ModelCheckpoint implements Callback {
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)(?::([^}]*))?}");

  private final String path;
  private final String monitor;
  private final boolean saveBestOnly;
  private final Mode mode;
  private Mode resolved = Mode.MIN;
  private double best = Double.NaN;

  private ModelCheckpoint(String path, String monitor, boolean saveBestOnly, Mode mode) {
    this.path = path;
    this.monitor = monitor;
    this.saveBestOnly = saveBestOnly;
    this.mode = mode;
  }

  public static ModelCheckpoint of(String path) {
    return new ModelCheckpoint(path, "val_loss", false, Mode.AUTO);
  }

  public static ModelCheckpoint of(Path path) {
    return of(path.toString());
  }

  /** The log that decides which epoch is best. */
  public ModelCheckpoint monitor(String name) {
    return new ModelCheckpoint(path, name, saveBestOnly, mode);
  }

  public ModelCheckpoint saveBestOnly() {
    return new ModelCheckpoint(path, monitor, true, mode);
  }

  public ModelCheckpoint mode(Mode m) {
    return new ModelCheckpoint(path, monitor, saveBestOnly, m);
  }

  @Override
  public void onTrainBegin(Training training) {
    if (saveBestOnly) {
      resolved = mode.resolve("ModelCheckpoint", monitor);
      best = Double.isNaN(best) ? resolved.worst() : best;
    }
  }

  @Override
  public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
    if (saveBestOnly) {
      Double value = logs.get(monitor);
      if (value == null) {
        throw new IllegalStateException(
            "ModelCheckpoint: '%s' is not in the logs, which hold %s; give fit validation data or monitor another value"
                .formatted(monitor, logs.keySet()));
      }
      if (!resolved.better(value, best, 0)) {
        return;
      }
      best = value;
    }
    training.save(Path.of(fill(path, epoch, logs)));
  }

  private static String fill(String template, int epoch, Map<String, Double> logs) {
    Matcher m = PLACE.matcher(template);
    var out = new StringBuilder();
    while (m.find()) {
      String format = m.group(2) == null ? "" : m.group(2);
      String text;
      if (m.group(1).equals("epoch")) {
        text = String.format(Locale.ROOT, "%" + (format.isEmpty() ? "d" : format), epoch + 1);
      } else if (logs.containsKey(m.group(1))) {
        text =
            format.isEmpty()
                ? String.valueOf(logs.get(m.group(1)))
                : String.format(Locale.ROOT, "%" + format, logs.get(m.group(1)));
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
