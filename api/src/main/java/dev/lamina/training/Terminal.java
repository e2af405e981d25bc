package dev.lamina.training;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Standard output, and whether it is a terminal, so that a line may be painted over. */
final class Terminal {
  private static final System.Logger LOG = System.getLogger(Terminal.class.getName());

  private Terminal() {}

  static PrintStream out() {
    return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  }

  // Since JDK 22 there is a console without a terminal too; Console.isTerminal is not in JDK 17, so
  // Linux is asked through /proc and other systems as well as JDK 17 can.
  @SuppressWarnings("SystemConsoleNull")
  static boolean present() {
    Path stdout = Path.of("/proc/self/fd/1");
    if (!Files.isSymbolicLink(stdout)) {
      return System.console() != null;
    }
    try {
      String target = Files.readSymbolicLink(stdout).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "standard output cannot be looked up", e);
      return false;
    }
  }
}
