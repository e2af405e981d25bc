package dev.lamina.serialization.zip;

/**
 * One entry of a checked zip file.
 *
 * @param name the path inside of the zip file, parts separated by {@code /}
 * @param stored whether the bytes are in the file as they are, not compressed
 * @param offset where the (compressed) bytes begin in the file
 * @param compressed how many bytes the file holds of it
 * @param size how many bytes it has
 * @param crc their CRC-32
 */
public record Entry(
    String name, boolean stored, long offset, long compressed, long size, long crc) {

  /** Whether it names a directory, which has no bytes. */
  public boolean isDirectory() {
    return name.endsWith("/");
  }
}
