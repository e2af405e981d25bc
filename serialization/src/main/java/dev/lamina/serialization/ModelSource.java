package dev.lamina.serialization;

import dev.lamina.training.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The parts of a saved model, in a directory or a zip file. Links are not followed. */
interface ModelSource extends AutoCloseable {
  String JSON = "model.json";
  String PENDING_JSON = ".model.json.pending";
  String WEIGHTS = "model.safetensors";

  /** The most bytes that a configuration may have. */
  int MAX_JSON = 1 << 26;

  /** A part's name in errors. */
  String describe(String part);

  /** A part's bytes; empty if it does not exist. */
  Optional<byte[]> json(String part) throws IOException;

  long weightsLength() throws IOException;

  InputStream weights() throws IOException;

  @Override
  void close() throws IOException;

  /** Whether it is a directory, or a zip file with a model of ours, whatever its name. */
  static boolean matches(Path path) {
    if (Files.isDirectory(path)) {
      return true;
    }
    try (ZipFile zip = new ZipFile(path.toFile())) {
      return zip.getEntry("config.json") == null;
    } catch (IOException | IllegalArgumentException e) {
      // A damaged file of ours is still one of ours, if its name says so.
      return path.toString().endsWith(".lamina") || path.toString().endsWith(".zip");
    }
  }

  static ModelSource open(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return new Directory(path);
    }
    try {
      return new Zip(path, new ZipFile(path.toFile()));
    } catch (ZipException | IllegalArgumentException e) {
      throw new ModelFormatException(path + ": not a zip file: " + e.getMessage(), e);
    }
  }

  private static byte[] limited(String what, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_JSON + 1);
    if (bytes.length > MAX_JSON) {
      throw new ModelFormatException(
          "%s: more than %d bytes, which no configuration has".formatted(what, MAX_JSON));
    }
    return bytes;
  }

  /** A directory. */
  record Directory(Path path) implements ModelSource {
    @Override
    public String describe(String part) {
      return path.resolve(part).toString();
    }

    private Optional<Path> file(String part) {
      Path file = path.resolve(part);
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new ModelFormatException(file + ": expected a regular file, not a link or directory");
      }
      return Optional.of(file);
    }

    @Override
    public Optional<byte[]> json(String part) throws IOException {
      Optional<Path> file = file(part);
      if (file.isEmpty()) {
        return Optional.empty();
      }
      try (InputStream in = Files.newInputStream(file.get(), LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(limited(file.get().toString(), in));
      }
    }

    private Path weightsFile() {
      return file(WEIGHTS)
          .orElseThrow(() -> new ModelFormatException(describe(WEIGHTS) + ": missing"));
    }

    @Override
    public long weightsLength() throws IOException {
      return Files.size(weightsFile());
    }

    @Override
    public InputStream weights() throws IOException {
      return Files.newInputStream(weightsFile(), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void close() {
      // Holds nothing open.
    }
  }

  /** A zip file with exactly the two parts, read in place: nothing is unpacked to the disk. */
  record Zip(Path path, ZipFile file) implements ModelSource {
    public Zip {
      List<String> others = new ArrayList<>();
      List<String> names = new ArrayList<>();
      file.stream().limit(1000).forEach(e -> names.add(e.getName()));
      names.stream().filter(n -> !n.equals(JSON) && !n.equals(WEIGHTS)).forEach(others::add);
      if (!others.isEmpty() || names.size() > 2) {
        throw new ModelFormatException(
            "%s: expected the entries %s and %s only, got %s"
                .formatted(path, JSON, WEIGHTS, names.subList(0, Math.min(10, names.size()))));
      }
    }

    @Override
    public String describe(String part) {
      return path + "!" + part;
    }

    @Override
    public Optional<byte[]> json(String part) throws IOException {
      ZipEntry e = file.getEntry(part);
      if (e == null) {
        return Optional.empty();
      }
      try (InputStream in = file.getInputStream(e)) {
        return Optional.of(limited(describe(part), in));
      }
    }

    private ZipEntry weightsEntry() {
      ZipEntry e = file.getEntry(WEIGHTS);
      if (e == null) {
        throw new ModelFormatException(describe(WEIGHTS) + ": missing");
      }
      return e;
    }

    @Override
    public long weightsLength() {
      return weightsEntry().getSize();
    }

    @Override
    public InputStream weights() throws IOException {
      return file.getInputStream(weightsEntry());
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
