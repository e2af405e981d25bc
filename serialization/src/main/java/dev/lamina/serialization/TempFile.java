package dev.lamina.serialization;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A temporary file beside the file that it will replace, {@code .NAME.PROCESS.UUID.tmp}. Its writer
 * holds a lock on it until it is renamed; the operating system gives the lock back when the writer
 * dies, which is how {@link #sweep} knows the files of dead writers from those of live ones. Files
 * of this process are known by their name: a second look at them would lose their lock.
 */
final class TempFile implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TempFile.class.getName());
  private static final Pattern NAME =
      Pattern.compile(
          "\\..+\\.([0-9a-f]+-[0-9a-f]+)\\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp");

  private final Path path;
  private final FileChannel channel;

  private TempFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Makes a file beside {@code target}, which nobody else has open. */
  static TempFile beside(Path target) throws IOException {
    while (true) {
      Path path =
          target.resolveSibling(
              ".%s.%s.%s.tmp".formatted(target.getFileName(), process(), UUID.randomUUID()));
      FileChannel channel =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      try {
        // Somebody who sweeps may have been between the two; then another one is made.
        if (lock(channel) && Files.exists(path)) {
          return new TempFile(path, channel);
        }
      } catch (Throwable t) {
        channel.close();
        Files.deleteIfExists(path);
        throw t;
      }
      channel.close();
    }
  }

  /** Whether nobody else has the lock; true also where the file system has no locks. */
  private static boolean lock(FileChannel channel) {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "no locks here: temporary files are never swept", e);
      return true;
    }
  }

  /** This process: a number that a later process may have, too, and when it was started. */
  private static String process() {
    ProcessHandle me = ProcessHandle.current();
    long start = me.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return Long.toHexString(me.pid()) + "-" + Long.toHexString(start);
  }

  /** Deletes the temporary files of dead writers in a directory. */
  static void sweep(Path directory) {
    String me = process();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, ".*.tmp")) {
      for (Path p : all) {
        Matcher m = NAME.matcher(String.valueOf(p.getFileName()));
        if (m.matches() && !m.group(1).equals(me)) {
          sweepFile(p);
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "temporary files in {0} stay: {1}", directory, e);
    }
  }

  private static void sweepFile(Path p) throws IOException {
    if (!Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (FileChannel channel =
            FileChannel.open(p, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        Files.deleteIfExists(p);
        LOG.log(System.Logger.Level.INFO, "deleted {0}, which a dead process left behind", p);
      }
    } catch (NoSuchFileException | OverlappingFileLockException e) {
      LOG.log(System.Logger.Level.DEBUG, "{0} stays: its writer is alive or has just ended", p);
    }
  }

  Path path() {
    return path;
  }

  FileChannel channel() {
    return channel;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
