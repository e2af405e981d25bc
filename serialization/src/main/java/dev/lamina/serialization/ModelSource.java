package dev.lamina.serialization;

import dev.lamina.serialization.zip.Entry;
import dev.lamina.serialization.zip.SafeZip;
import dev.lamina.training.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The parts of a saved model, in a directory or a zip file. Links are not followed. */
interface ModelSource extends AutoCloseable {
  String JSON = "model.json";
  String PENDING_JSON = ".model.json.pending";
  String WEIGHTS = "model.safetensors";
  String INDEX = "model.safetensors.index.json";

  /** In the weights' metadata: the SHA-256 of an index that they replace. */
  String REPLACES_INDEX = "replaces_index_sha256";

  /** The most bytes that a configuration may have. */
  int MAX_JSON = 1 << 26;

  /** A part's name in errors. */
  String describe(String part);

  /** A part's bytes; empty if it does not exist. */
  Optional<byte[]> json(String part) throws IOException;

  /** Where the weights are if they are in several files. */
  default Optional<ShardIndex> shards() throws IOException {
    return Optional.empty();
  }

  long weightsLength() throws IOException;

  InputStream weights() throws IOException;

  @Override
  void close() throws IOException;

  /** Whether it is a directory, or a zip file with a model of ours, whatever its name. */
  static boolean matches(Path path) {
    if (Files.isDirectory(path)) {
      return true;
    }
    try (SafeZip zip = SafeZip.open(path)) {
      return zip.entry("config.json").isEmpty();
    } catch (IOException | ModelFormatException e) {
      // A damaged file of ours is still one of ours, if its name says so.
      return path.toString().endsWith(".lamina") || path.toString().endsWith(".zip");
    }
  }

  static ModelSource open(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return new Directory(path);
    }
    return Zip.open(path);
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

    /** The index counts, unless a save was interrupted that replaced it by a single file. */
    @Override
    public Optional<ShardIndex> shards() throws IOException {
      Optional<byte[]> index = json(INDEX);
      if (index.isEmpty()) {
        return Optional.empty();
      }
      Optional<Path> single = file(WEIGHTS);
      if (single.isPresent()
          && CrashSafe.hex(index.get())
              .equals(Safetensors.header(single.get()).metadata().get(REPLACES_INDEX))) {
        return Optional.empty();
      }
      return Optional.of(ShardIndex.read(path.resolve(INDEX), ".safetensors"));
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
  record Zip(Path path, SafeZip file) implements ModelSource {
    static Zip open(Path path) throws IOException {
      SafeZip zip = SafeZip.open(path);
      List<String> names = zip.entries().stream().map(Entry::name).toList();
      if (!Set.of(JSON, WEIGHTS).containsAll(names)) {
        zip.close();
        throw new ModelFormatException(
            "%s: expected the entries %s and %s only, got %s"
                .formatted(path, JSON, WEIGHTS, names.subList(0, Math.min(10, names.size()))));
      }
      return new Zip(path, zip);
    }

    @Override
    public String describe(String part) {
      return file.describe(part);
    }

    @Override
    public Optional<byte[]> json(String part) throws IOException {
      Optional<Entry> e = file.entry(part);
      return e.isEmpty() ? Optional.empty() : Optional.of(file.bytes(e.get(), MAX_JSON));
    }

    @Override
    public long weightsLength() {
      return file.required(WEIGHTS).size();
    }

    @Override
    public InputStream weights() {
      return file.stream(file.required(WEIGHTS));
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
