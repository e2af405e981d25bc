package dev.lamina.serialization.keras;

import dev.lamina.serialization.Json;
import dev.lamina.serialization.hdf5.Hdf5File;
import dev.lamina.serialization.hdf5.Hdf5Group;
import dev.lamina.serialization.zip.Entry;
import dev.lamina.serialization.zip.SafeZip;
import dev.lamina.training.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A {@code .keras} file: a zip file with configuration, weights and assets. */
final class KerasZip implements KerasSource {
  private static final String CONFIG = "config.json";
  private static final String METADATA = "metadata.json";
  private static final String WEIGHTS = "model.weights.h5";
  private static final String COMPILE = "compile_config";

  /** The most bytes that a configuration and that an asset, such as a vocabulary, may have. */
  private static final int MAX_JSON = 1 << 26;

  private static final int MAX_ASSET = 1 << 28;

  private final Path path;
  private final SafeZip zip;
  private final ObjectNode config;
  private final String version;
  private final Optional<Hdf5File> weights;

  private KerasZip(Path path, SafeZip zip) throws IOException {
    this.path = path;
    this.zip = zip;
    this.config =
        json(CONFIG)
            .orElseThrow(() -> new ModelFormatException("%s!%s: missing".formatted(path, CONFIG)));
    this.version = json(METADATA).map(m -> m.path("keras_version").asString("")).orElse("");
    Optional<Entry> h5 = zip.entry(WEIGHTS);
    this.weights =
        h5.isEmpty()
            ? Optional.empty()
            : Optional.of(Hdf5File.guarded(zip.describe(WEIGHTS), content(h5.get())));
  }

  static boolean matches(Path path) {
    try (SafeZip zip = SafeZip.open(path)) {
      return zip.entry(CONFIG).isPresent();
    } catch (IOException | ModelFormatException e) {
      return path.toString().endsWith(".keras");
    }
  }

  static KerasZip open(Path path) throws IOException {
    SafeZip zip = SafeZip.open(path);
    try {
      return new KerasZip(path, zip);
    } catch (IOException | RuntimeException | Error e) {
      zip.close();
      throw e;
    }
  }

  /** Stored weights are mapped, compressed ones read. */
  private ByteBuffer content(Entry e) throws IOException {
    return e.stored() ? zip.map(e) : ByteBuffer.wrap(zip.bytes(e, Integer.MAX_VALUE - 8));
  }

  private Optional<byte[]> bytes(String entry, int most) throws IOException {
    Optional<Entry> e = zip.entry(entry);
    return e.isEmpty() ? Optional.empty() : Optional.of(zip.bytes(e.get(), most));
  }

  private Optional<ObjectNode> json(String entry) throws IOException {
    Optional<byte[]> bytes = bytes(entry, MAX_JSON);
    return bytes.map(b -> Json.readObject(path + "!" + entry, b));
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public String format() {
    return "Keras .keras";
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public ObjectNode model() {
    return config;
  }

  @Override
  public Optional<ObjectNode> compile() {
    JsonNode c = config.path(COMPILE);
    return c instanceof ObjectNode o && !o.isEmpty() ? Optional.of(o) : Optional.empty();
  }

  @Override
  public boolean legacy() {
    return false;
  }

  @Override
  public Optional<Hdf5Group> weights() {
    return weights.map(Hdf5File::root);
  }

  @Override
  public Optional<Hdf5Group> optimizer() {
    return weights().flatMap(w -> w.group("optimizer"));
  }

  @Override
  public Optional<byte[]> asset(String asset) throws IOException {
    return bytes("assets/" + asset, MAX_ASSET);
  }

  @Override
  public List<String> parts() {
    var out = new ArrayList<String>();
    out.add("architecture (config.json)");
    compile().ifPresent(c -> out.add("compile settings (config.json)"));
    weights().ifPresent(w -> out.add("weights (model.weights.h5)"));
    optimizer().ifPresent(w -> out.add("optimizer state (model.weights.h5)"));
    zip.entries().stream()
        .map(Entry::name)
        .filter(n -> n.startsWith("assets/") && !n.endsWith("/"))
        .forEach(out::add);
    return out;
  }

  @Override
  public void close() throws IOException {
    weights.ifPresent(Hdf5File::close);
    zip.close();
  }
}
