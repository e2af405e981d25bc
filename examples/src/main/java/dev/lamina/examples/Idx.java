package dev.lamina.examples;

import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * Reads IDX files, the format of MNIST, plain or gzip: a magic number (type of the elements, number
 * of dimensions), the dimensions as big-endian int32, then the elements.
 */
final class Idx {
  private static final int IMAGES = 0x0803;
  private static final int LABELS = 0x0801;

  private Idx() {}

  /** Images scaled to [0, 1]: [count, rows, columns, 1]. {@code name}: for messages. */
  static Tensor images(String name, InputStream in) throws IOException {
    try (DataInputStream data = open(in)) {
      magic(name, data, IMAGES, "images");
      int count = size(name, data);
      int rows = size(name, data);
      int columns = size(name, data);
      byte[] bytes = elements(name, data, (long) count * rows * columns);
      float[] pixels = new float[bytes.length];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (bytes[i] & 0xff) / 255f;
      }
      return Tensor.wrap(pixels, Shape.of(count, rows, columns, 1));
    }
  }

  /** Labels as int32: [count]. */
  static Tensor labels(String name, InputStream in) throws IOException {
    try (DataInputStream data = open(in)) {
      magic(name, data, LABELS, "labels");
      int count = size(name, data);
      byte[] bytes = elements(name, data, count);
      int[] labels = new int[count];
      for (int i = 0; i < count; i++) {
        labels[i] = bytes[i] & 0xff;
      }
      return Tensor.wrap(labels, Shape.of(count));
    }
  }

  private static DataInputStream open(InputStream in) throws IOException {
    var buffered = new BufferedInputStream(in);
    buffered.mark(2);
    boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return new DataInputStream(
        gzip ? new BufferedInputStream(new GZIPInputStream(buffered)) : buffered);
  }

  private static void magic(String name, DataInputStream in, int expected, String what)
      throws IOException {
    byte[] head = in.readNBytes(4);
    int got = 0;
    for (byte b : head) {
      got = got << 8 | (b & 0xff);
    }
    if (head.length < 4 || got != expected) {
      throw new IOException(
          "%s: not an IDX file of %s: expected it to begin with 0x%08x, got 0x%08x (%d bytes)"
              .formatted(name, what, expected, got, head.length));
    }
  }

  private static int size(String name, DataInputStream in) throws IOException {
    byte[] b = in.readNBytes(4);
    if (b.length < 4) {
      throw new IOException(name + ": ends within its header");
    }
    int size = (b[0] & 0xff) << 24 | (b[1] & 0xff) << 16 | (b[2] & 0xff) << 8 | (b[3] & 0xff);
    if (size < 1) {
      throw new IOException("%s: expected sizes of at least 1, got %d".formatted(name, size));
    }
    return size;
  }

  /** The rest of the file, which must be exactly this long. */
  private static byte[] elements(String name, DataInputStream in, long expected)
      throws IOException {
    if (expected > Integer.MAX_VALUE - 8) {
      throw new IOException(
          "%s: its header declares %d elements, more than an array can hold"
              .formatted(name, expected));
    }
    // readNBytes grows with what is there: a wrong header cannot make it allocate what it declares.
    byte[] bytes = in.readNBytes((int) expected);
    if (bytes.length < expected) {
      throw new IOException(
          "%s: its header declares %d elements, but the file holds %d; is it complete?"
              .formatted(name, expected, bytes.length));
    }
    if (in.read() >= 0) {
      throw new IOException(
          "%s: the file goes on after the %d elements that its header declares"
              .formatted(name, expected));
    }
    return bytes;
  }
}
