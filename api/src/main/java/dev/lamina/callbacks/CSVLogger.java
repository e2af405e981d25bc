package dev.lamina.callbacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes each epoch's logs as a line of a CSV file (Keras: CSVLogger): {@code epoch} from 0, then
 * the logs in alphabetical order; {@code NA} where one is missing. Lines end with CR LF.
 */
public final class CSVLogger implements Callback {
  private final Path file;
  private final String separator;
  private final boolean append;
  private boolean header = true;
  private List<String> keys = List.of();

  private CSVLogger(Path file, String separator, boolean append) {
    this.file = file;
    this.separator = separator;
    this.append = append;
  }

  public static CSVLogger of(Path file) {
    return new CSVLogger(file, ",", false);
  }

  /** What is between the columns. */
  public CSVLogger separator(String text) {
    return new CSVLogger(file, text, append);
  }

  /** Goes on with a file that is there, instead of replacing it. */
  public CSVLogger append() {
    return new CSVLogger(file, separator, true);
  }

  @Override
  public void onTrainBegin(Training training) {
    keys = List.of();
    try {
      if (append && Files.exists(file)) {
        header = Files.size(file) == 0;
      } else {
        Files.writeString(file, "");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("CSVLogger: cannot write " + file, e);
    }
  }

  @Override
  public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
    var text = new StringBuilder();
    if (keys.isEmpty()) {
      keys = columns(logs);
      if (header) {
        var names = new ArrayList<String>();
        names.add("epoch");
        names.addAll(keys);
        line(text, names);
      }
    }
    var values = new ArrayList<String>();
    values.add(String.valueOf(epoch));
    for (String k : keys) {
      Double v = logs.get(k);
      values.add(v == null ? "NA" : Numbers.text(v));
    }
    line(text, values);
    try {
      Files.writeString(
          file,
          text.toString(),
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("CSVLogger: cannot write " + file, e);
    }
  }

  /** Without validation in the first epoch there is a column for that of a later one. */
  private static List<String> columns(Map<String, Double> logs) {
    List<String> sorted = logs.keySet().stream().sorted().toList();
    var out = new ArrayList<>(sorted);
    if (sorted.stream().noneMatch(k -> k.startsWith("val_"))) {
      sorted.forEach(k -> out.add("val_" + k));
    }
    return out;
  }

  private void line(StringBuilder text, List<String> fields) {
    text.append(String.join(separator, fields.stream().map(this::quoted).toList())).append("\r\n");
  }

  private String quoted(String field) {
    boolean special = field.contains(separator) || field.contains("\"") || field.contains("\n");
    return special ? '"' + field.replace("\"", "\"\"") + '"' : field;
  }
}
