package dev.lamina.serialization.keras;

import dev.lamina.Model;
import dev.lamina.serialization.CrashSafe;
import dev.lamina.serialization.Json;
import dev.lamina.serialization.KerasRegistry;
import dev.lamina.serialization.ModelJson;
import dev.lamina.serialization.hdf5.Hdf5Writer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes what Keras 3 reads: {@code .keras}, a zip file of {@code metadata.json}, {@code
 * config.json} and {@code model.weights.h5} without compression; or {@code .weights.h5} alone.
 *
 * <p>Vocabularies are written into the configuration, where Keras takes them from as well as from
 * files of their own. Both files hold the optimizer's state if the model is compiled.
 */
final class KerasWriter {
  static final String METADATA = "metadata.json";
  static final String CONFIG = "config.json";
  static final String WEIGHTS = "model.weights.h5";

  /** The version whose form the files have. */
  private static final String VERSION = "3.15.1";

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd@HH:mm:ss", Locale.ROOT);

  private final KerasRegistry registry;

  KerasWriter(KerasRegistry registry) {
    this.registry = registry;
  }

  String json(Model model) {
    return new String(config(model), StandardCharsets.UTF_8);
  }

  private byte[] config(Model model) {
    return Json.write(new ModelJson(registry, "save").write(model));
  }

  void save(Model model, Path path) {
    byte[] config = config(model);
    Hdf5Writer weights = weights(model);
    try {
      CrashSafe.write(path, out -> zip(out, config, weights));
    } catch (IOException e) {
      throw new UncheckedIOException("save: cannot write " + path + ": " + e.getMessage(), e);
    }
  }

  void saveWeights(Model model, Path path) {
    model.network();
    Hdf5Writer weights = weights(model);
    try {
      CrashSafe.write(path, weights::write);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "save weights: cannot write " + path + ": " + e.getMessage(), e);
    }
  }

  void saveShards(Model model, Path path, long maxBytes) {
    model.network();
    try {
      ShardedWeights.save(values(model), path, maxBytes);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "save weights: cannot write " + path + ": " + e.getMessage(), e);
    }
  }

  private static Hdf5Writer weights(Model model) {
    var out = new Hdf5Writer();
    values(model).forEach(v -> out.dataset(v.path(), v.type(), v.read()));
    return out;
  }

  /** All values; of a model without an input shape there are none. */
  private static List<StoredValue> values(Model model) {
    if (model.topology().network().isPresent()) {
      model.network();
      if (model.compiled().isPresent()) {
        // Keras makes all variables when it reads the settings, and skips a file that has others.
        model.trainer().buildOptimizer();
      }
    }
    return List.copyOf(ObjectPaths.of(model).values());
  }

  private static void zip(OutputStream out, byte[] config, Hdf5Writer weights) throws IOException {
    var zip = new ZipOutputStream(out);
    zip.setMethod(ZipOutputStream.STORED);
    String metadata =
        "{\"keras_version\": \"%s\", \"date_saved\": \"%s\"}"
            .formatted(VERSION, DATE.format(LocalDateTime.now(ZoneId.systemDefault())));
    byte[] head = metadata.getBytes(StandardCharsets.UTF_8);
    entry(zip, METADATA, o -> o.write(head));
    entry(zip, CONFIG, o -> o.write(config));
    entry(zip, WEIGHTS, weights::write);
    zip.finish();
    zip.flush();
  }

  /** An entry without compression; size and checksum stand before it, so it is made twice. */
  private static void entry(ZipOutputStream zip, String name, CrashSafe.Body body)
      throws IOException {
    var count = new Counting();
    var checked = new CheckedOutputStream(count, new CRC32());
    body.writeTo(checked);
    var e = new ZipEntry(name);
    e.setLastModifiedTime(FileTime.fromMillis(315_532_800_000L));
    e.setSize(count.bytes);
    e.setCompressedSize(count.bytes);
    e.setCrc(checked.getChecksum().getValue());
    zip.putNextEntry(e);
    body.writeTo(zip);
    zip.closeEntry();
  }

  private static final class Counting extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] b, int off, int len) {
      bytes += len;
    }
  }
}
