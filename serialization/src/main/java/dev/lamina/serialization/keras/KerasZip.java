package dev.lamina.serialization.keras;

import dev.lamina.serialization.Json;
import dev.lamina.serialization.hdf5.Hdf5File;
import dev.lamina.serialization.hdf5.Hdf5Group;
import dev.lamina.training.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A {@code .keras} file: a zip file with configuration, weights and assets. */
final class KerasZip implements KerasSource {
  private static final String CONFIG = "config.json";
  private static final String METADATA = "metadata.json";
  private static final String WEIGHTS = "model.weights.h5";
  private static final String COMPILE = "compile_config";

  private final Path path;
  private final ZipFile zip;
  private final ObjectNode config;
  private final String version;
  private final Optional<Hdf5File> weights;

  private KerasZip(Path path, ZipFile zip) throws IOException {
    this.path = path;
    this.zip = zip;
    this.config =
        json(CONFIG)
            .orElseThrow(() -> new ModelFormatException("%s!%s: missing".formatted(path, CONFIG)));
    this.version = json(METADATA).map(m -> m.path("keras_version").asString("")).orElse("");
    Optional<byte[]> h5 = bytes(WEIGHTS);
    this.weights = h5.map(b -> Hdf5File.of(path + "!" + WEIGHTS, ByteBuffer.wrap(b)));
  }

  static boolean matches(Path path) {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      return zip.getEntry(CONFIG) != null;
    } catch (IOException e) {
      return false;
    }
  }

  static KerasZip open(Path path) throws IOException {
    ZipFile zip = new ZipFile(path.toFile());
    try {
      return new KerasZip(path, zip);
    } catch (IOException | RuntimeException | Error e) {
      zip.close();
      throw e;
    }
  }

  private Optional<byte[]> bytes(String entry) throws IOException {
    ZipEntry e = zip.getEntry(entry);
    if (e == null) {
      return Optional.empty();
    }
    try (InputStream in = zip.getInputStream(e)) {
      return Optional.of(in.readAllBytes());
    }
  }

  private Optional<ObjectNode> json(String entry) throws IOException {
    Optional<byte[]> bytes = bytes(entry);
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
    return bytes("assets/" + asset);
  }

  @Override
  public List<String> parts() {
    var out = new ArrayList<String>();
    out.add("architecture (config.json)");
    compile().ifPresent(c -> out.add("compile settings (config.json)"));
    weights().ifPresent(w -> out.add("weights (model.weights.h5)"));
    optimizer().ifPresent(w -> out.add("optimizer state (model.weights.h5)"));
    zip.stream()
        .map(ZipEntry::getName)
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
