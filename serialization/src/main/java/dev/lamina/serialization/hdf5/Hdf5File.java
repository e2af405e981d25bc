package dev.lamina.serialization.hdf5;

import dev.lamina.training.ModelFormatException;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/**
 * An HDF5 file to read: groups with attributes and datasets. Links are not followed, and every
 * error of the file is a {@link ModelFormatException} that names the file and the place in it.
 *
 * <p>Source: the HDF5 File Format Specification, version 3, as the library jHDF reads it.
 */
public final class Hdf5File implements AutoCloseable {
  private static final String SLF4J_VERBOSITY = "slf4j.internal.verbosity";

  private final String name;
  private final HdfFile file;

  private Hdf5File(String name, HdfFile file) {
    this.name = name;
    this.file = file;
  }

  /** Whether a file that begins with these bytes is an HDF5 file. */
  public static boolean isHdf5(byte[] first) {
    return first.length >= Long.BYTES
        && ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong() == Superblock.MAGIC;
  }

  /**
   * Opens a file; its content is mapped, not read.
   *
   * @throws ModelFormatException if it is not an HDF5 file
   * @throws IOException if it cannot be read
   */
  public static Hdf5File open(Path path) throws IOException {
    return of(path.toString(), map(path));
  }

  /** As {@link #open}, for a file from a stranger. */
  public static Hdf5File guarded(Path path) throws IOException {
    return guarded(path.toString(), map(path));
  }

  private static ByteBuffer map(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size > Integer.MAX_VALUE) {
        throw new ModelFormatException(
            "%s: %d bytes; HDF5 files can have at most %d here"
                .formatted(path, size, Integer.MAX_VALUE));
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
    }
  }

  /**
   * Opens a file that is in memory and trusted, from the buffer's position to its limit.
   *
   * @param name of the file in errors
   */
  public static Hdf5File of(String name, ByteBuffer content) {
    return new Hdf5File(
        name, checked(name, () -> quietly(() -> HdfFile.fromByteBuffer(content.slice()))));
  }

  /**
   * jHDF logs through SLF4J. Which binding it gets is the application's choice; with none, SLF4J
   * says so on the standard error stream when it is first used, which is no news to a user here.
   */
  private static <T> T quietly(Supplier<T> opening) {
    if (System.getProperty(SLF4J_VERBOSITY) != null) {
      return opening.get();
    }
    System.setProperty(SLF4J_VERBOSITY, "ERROR");
    try {
      return opening.get();
    } finally {
      System.clearProperty(SLF4J_VERBOSITY);
    }
  }

  /**
   * Opens a file from a stranger: after {@link Hdf5Guard} has checked all of it.
   *
   * @param name of the file in errors
   */
  public static Hdf5File guarded(String name, ByteBuffer content) {
    return of(name, Hdf5Guard.readable(name, content));
  }

  public Hdf5Group root() {
    return new Hdf5Group(name, "", file);
  }

  @Override
  public void close() {
    file.close();
  }

  /** Turns everything that a damaged file can cause into one kind of error. */
  static <T> T checked(String where, Supplier<T> read) {
    try {
      return read.get();
    } catch (ModelFormatException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw new ModelFormatException(
          "%s: not valid HDF5: %s".formatted(where, String.valueOf(e.getMessage())), e);
    } catch (OutOfMemoryError e) {
      throw new ModelFormatException(
          where + ": reading it needs more memory than there is; give the JVM more with -Xmx", e);
    }
  }
}
