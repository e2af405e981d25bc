package dev.lamina.serialization;

/** A file that is damaged, or that says something Lamina cannot do. The message names the file. */
public final class FileFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FileFormatException(String message) {
    super(message);
  }

  public FileFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
