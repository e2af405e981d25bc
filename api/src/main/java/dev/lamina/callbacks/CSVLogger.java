package dev.lamina.callbacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes each epoch's logs as a line of a CSV file (Keras: CSVLogger): {@code epoch} from 0, then
 * the logs in alphabetical order; {@code NA} where one is missing. Lines end with CR LF. A training
 * that goes on from a checkpoint goes on with the file.
 */
public final class CSVLogger implements Resumable {
  private static final System.Logger LOG = System.getLogger(CSVLogger.class.getName());

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
      append(text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("CSVLogger: cannot write " + file, e);
    }
  }

  /** Forced to the disk: a checkpoint names the file's length. */
  private void append(String text) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(false);
    }
  }

  @Override
  public Snapshot snapshot() {
    try {
      return Snapshot.empty()
          .with("length", Files.exists(file) ? Files.size(file) : 0)
          .with("header", header)
          .with("keys", String.join("\n", keys));
    } catch (IOException e) {
      throw new UncheckedIOException("CSVLogger: cannot read the length of " + file, e);
    }
  }

  /** Lines of epochs after the checkpoint, which will run again, are cut off. */
  @Override
  public void onTrainResume(Training training, Snapshot saved) {
    String names = saved.text("keys");
    keys = names.isEmpty() ? List.of() : List.of(names.split("\n"));
    header = saved.flag("header");
    long length = saved.whole("length");
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (out.size() < length) {
        LOG.log(
            System.Logger.Level.WARNING,
            "CSVLogger: {0} is shorter than at the checkpoint; lines of earlier epochs are missing",
            file);
      }
      out.truncate(length);
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
