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
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
   * stays behind; those that killed writers left in the directory are deleted.
   *
   * @throws IOException with one sentence: why, what helps, and that the old file is still there
   */
  public static void write(Path target, Body body) throws IOException {
    Path file = target.toAbsolutePath();
    try {
      Path directory = directory(file);
      TempFile.sweep(directory);
      replace(file, body);
      syncDirectory(directory);
    } catch (IOException e) {
      throw WriteError.of(target, e);
    }
  }

  private static void replace(Path file, Body body) throws IOException {
    try (TempFile temp = TempFile.beside(file)) {
      try {
        writeVerified(temp, body);
        // Renamed while it is locked, so that nobody takes it for a dead writer's.
        Files.move(
            temp.path(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (Throwable t) {
        deleteAfter(t, temp.path());
        throw t;
      }
    }
  }

  /** Writes, forces it to the disk and compares what is there with what was written. */
  private static void writeVerified(TempFile temp, Body body) throws IOException {
    MessageDigest written = sha256();
    FileChannel channel = temp.channel();
    // Not closed: that would close the channel, and with it the lock.
    var out =
        new BufferedOutputStream(
            new DigestOutputStream(Channels.newOutputStream(channel), written), 1 << 16);
    body.writeTo(out);
    out.flush();
    channel.force(true);
    channel.position(0);
    if (!MessageDigest.isEqual(written.digest(), digest(Channels.newInputStream(channel)))) {
      throw new IOException("what was read back differs from what was written; check the disk");
    }
  }

  private static byte[] digest(InputStream in) throws IOException {
    MessageDigest read = sha256();
    byte[] chunk = new byte[1 << 16];
    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      read.update(chunk, 0, n);
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

  /** The SHA-256 of some bytes as text. */
  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
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
