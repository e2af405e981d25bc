package dev.lamina.serialization.keras;

import dev.lamina.serialization.hdf5.Hdf5File;
import dev.lamina.serialization.hdf5.Hdf5Group;
import dev.lamina.training.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** An opened Keras file with a model: configurations as the file has them, and its weights. */
interface KerasSource extends AutoCloseable {
  /** The file's name. */
  String name();

  /** What kind of file it is. */
  String format();

  /** The version of Keras that wrote it; empty if the file does not say. */
  String version();

  ObjectNode model();

  /** Compile settings, if the file has some. */
  Optional<ObjectNode> compile();

  /** Whether weights and settings are in the layout of {@code .h5} files. */
  boolean legacy();

  /** Where the weights are; empty if the file has none. */
  Optional<Hdf5Group> weights();

  /** Where the optimizer's variables are. */
  Optional<Hdf5Group> optimizer();

  /** A file that a layer keeps beside its weights, such as a vocabulary. */
  Optional<byte[]> asset(String path) throws IOException;

  /** What the file consists of, one line each. */
  List<String> parts();

  @Override
  void close() throws IOException;

  /** What the content of a file says that it is. */
  enum Kind {
    KERAS,
    HDF5,
    OTHER;

    static Kind of(Path path) {
      if (!Files.isRegularFile(path)) {
        return OTHER;
      }
      byte[] first;
      try (InputStream in = Files.newInputStream(path)) {
        first = in.readNBytes(8);
      } catch (IOException e) {
        throw new ModelFormatException("%s: cannot be read: %s".formatted(path, e.getMessage()), e);
      }
      if (Hdf5File.isHdf5(first)) {
        return HDF5;
      }
      boolean zip = first.length > 3 && first[0] == 'P' && first[1] == 'K';
      // A damaged file is what its name says; opening it then tells what is wrong.
      String name = path.toString();
      if (zip ? KerasZip.matches(path) : name.endsWith(".keras")) {
        return KERAS;
      }
      return !zip && name.endsWith(".h5") ? HDF5 : OTHER;
    }
  }

  /** Opens a file that {@link Kind} knows. */
  static KerasSource open(Path path) throws IOException {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new ModelFormatException(path + ": expected a regular file, not a link or directory");
    }
    return Kind.of(path) == Kind.HDF5 ? LegacyH5.open(path) : KerasZip.open(path);
  }
}
