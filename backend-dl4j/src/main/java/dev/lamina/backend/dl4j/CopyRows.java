package dev.lamina.backend.dl4j;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Copies evenly spaced rows of bytes.
 *
 * @param rows number of rows
 * @param bytes length of a row
 * @param from where the first row starts in {@code source}, and how far each is from the next
 * @param to the same in {@code target}
 */
record CopyRows(Array source, Array target, int rows, long bytes, Rows from, Rows to)
    implements Step {
  /** Start and distance in bytes. */
  record Rows(long start, long distance) {}

  /** Above this number of rows ND4J's loops are faster than one native call a row. */
  static final int FEW = 64;

  @Override
  public void run() {
    try (var a = new BytePointer(source.address());
        var b = new BytePointer(target.address())) {
      for (int i = 0; i < rows; i++) {
        Pointer.memcpy(
            b.position(to.start + i * to.distance),
            a.position(from.start + i * from.distance),
            bytes);
      }
    }
  }
}
