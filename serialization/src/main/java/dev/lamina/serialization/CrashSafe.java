package dev.lamina.serialization;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Replaces a file so that at any moment, also after a crash or a power cut, the whole old or the
 * whole new contents are there: temporary file beside it, fsync, read back, atomic rename, fsync of
 * the directory.
 */
public final class CrashSafe {
  private CrashSafe() {}

  /** Writes the contents to a stream, which the caller closes. */
  @FunctionalInterface
  public interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Replaces {@code target}. If anything fails, the old file is untouched and no temporary file
   * stays behind.
   */
  public static void write(Path target, Body body) throws IOException {
    Path file = target.toAbsolutePath();
    Path directory = directory(file);
    Path temp = directory.resolve(".%s.%s.tmp".formatted(file.getFileName(), UUID.randomUUID()));
    try {
      writeVerified(temp, body);
      Files.move(temp, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (Throwable t) {
      deleteAfter(t, temp);
      throw t;
    }
    syncDirectory(directory);
  }

  /** Writes a new file, forces it to the disk and compares what is there with what was written. */
  private static void writeVerified(Path temp, Body body) throws IOException {
    MessageDigest written = sha256();
    try (FileChannel channel =
        FileChannel.open(temp, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      // Not closed: that would close the channel before it is forced.
      var out =
          new BufferedOutputStream(
              new DigestOutputStream(Channels.newOutputStream(channel), written), 1 << 16);
      body.writeTo(out);
      out.flush();
      channel.force(true);
    }
    if (!MessageDigest.isEqual(written.digest(), digest(temp))) {
      throw new IOException(temp + ": what was read back differs from what was written");
    }
  }

  /** The SHA-256 of a file as hexadecimal digits. */
  static String sha256(Path file) throws IOException {
    return HexFormat.of().formatHex(digest(file));
  }

  private static byte[] digest(Path file) throws IOException {
    MessageDigest read = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), read)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return read.digest();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Path directory(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IOException(file + ": cannot write to the root of a file system");
    }
    return parent;
  }

  private static void deleteAfter(Throwable cause, Path temp) {
    try {
      Files.deleteIfExists(temp);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Makes a rename in the directory durable; Windows does it by itself and has no such call. */
  static void syncDirectory(Path directory) throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel d = FileChannel.open(directory, StandardOpenOption.READ)) {
        d.force(true);
      }
    }
  }
}
