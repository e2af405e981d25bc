package dev.lamina.serialization.zip;

import dev.lamina.training.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Reads pieces of the file and refuses to read beyond its end. */
record ZipBytes(String file, FileChannel channel, long size) {
  /** Exactly {@code n} bytes, little-endian. */
  ByteBuffer read(long at, int n, String what) throws IOException {
    if (at < 0 || n > size - at) {
      throw refuse(
          "%s at byte %d needs %d bytes, the file ends at %d: truncated", what, at, n, size);
    }
    ByteBuffer b = ByteBuffer.allocate(n).order(ByteOrder.LITTLE_ENDIAN);
    while (b.hasRemaining()) {
      if (channel.read(b, at + b.position()) < 0) {
        throw refuse("%s at byte %d: the file became shorter", what, at);
      }
    }
    return b.flip();
  }

  ModelFormatException refuse(String rule, Object... args) {
    return new ModelFormatException(file + ": not a valid zip file: " + rule.formatted(args));
  }

  ModelFormatException refuse(CentralHeader h, String rule, Object... args) {
    return new ModelFormatException("%s!%s: %s".formatted(file, h.name(), rule.formatted(args)));
  }
}
