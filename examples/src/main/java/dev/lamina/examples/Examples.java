package dev.lamina.examples;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Runs the example that the first argument names. */
public final class Examples {
  private interface Example {
    void run(String... arguments) throws IOException;
  }

  private Examples() {}

  public static void main(String... arguments) throws IOException {
    Map<String, Example> all =
        new TreeMap<>(
            Map.of(
                "digits", Digits::main,
                "wine", Wine::main,
                "diabetes", Diabetes::main,
                "sunspots", Sunspots::main,
                "transfer", Transfer::main));
    Example example = arguments.length == 0 ? null : all.get(arguments[0]);
    if (example == null) {
      System.err.println("usage: examples/run NAME [options]; NAME is one of " + all.keySet());
      System.exit(2);
      return;
    }
    try {
      example.run(Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (IllegalArgumentException e) {
      System.err.println(arguments[0] + ": " + e.getMessage());
      System.exit(2);
    }
  }
}
