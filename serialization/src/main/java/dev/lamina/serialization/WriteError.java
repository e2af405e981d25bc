package dev.lamina.serialization;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Says in one sentence why a file could not be written, what helps, and what is there now. */
final class WriteError {
  private WriteError() {}

  static IOException of(Path file, IOException cause) {
    String now = Files.exists(file) ? "the old one is unchanged" : "nothing was written";
    return new IOException(
        "cannot write %s: %s; %s".formatted(file, reason(file, cause), now), cause);
  }

  private static String reason(Path file, IOException cause) {
    String said = said(cause);
    String lower = said.toLowerCase(Locale.ROOT);
    Path folder =
        Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
    if (lower.contains("no space left") || lower.contains("not enough space")) {
      return "the disk is full (%s), %s; free some space or save elsewhere"
          .formatted(said, free(folder));
    }
    if (lower.contains("quota") || lower.contains("file too large")) {
      return "the file would be larger than this user may write (%s); raise the limit or save elsewhere"
          .formatted(said);
    }
    if (cause instanceof AccessDeniedException || lower.contains("read-only")) {
      return "the folder %s is read-only for this user (%s); change that or save elsewhere"
          .formatted(folder, said);
    }
    if (cause instanceof NoSuchFileException && !Files.isDirectory(folder)) {
      return "there is no folder %s; make it first".formatted(folder);
    }
    return said;
  }

  /** What the operating system said; such exceptions have the file's name as their message. */
  private static String said(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "no permission";
    }
    Optional<String> reason =
        cause instanceof FileSystemException f
            ? Optional.ofNullable(f.getReason())
            : Optional.ofNullable(cause.getMessage());
    return reason.orElseGet(cause::toString);
  }

  private static String free(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace() + " bytes are left";
    } catch (IOException e) {
      return "how much is left is unknown (%s)".formatted(e.getMessage());
    }
  }
}
