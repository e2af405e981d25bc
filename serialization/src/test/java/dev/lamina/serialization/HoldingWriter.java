package dev.lamina.serialization;

import java.io.IOException;
import java.nio.file.Path;

/** A process that begins to write a file and then waits until it is killed or its input ends. */
final class HoldingWriter {
  private HoldingWriter() {}

  public static void main(String[] args) throws IOException {
    CrashSafe.write(
        Path.of(args[0]),
        out -> {
          out.write(new byte[1 << 20]);
          out.flush();
          System.out.println("writing");
          System.out.flush();
          if (System.in.read() >= 0) {
            out.write(1);
          }
        });
  }
}
