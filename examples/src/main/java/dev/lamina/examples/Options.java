package dev.lamina.examples;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Options of a command line: {@code --name value}. */
record Options(Map<String, String> values) {
  Options {
    values = Map.copyOf(values);
  }

  /** Pairs of {@code --name value}, where each name is a known one. */
  static Options parse(List<String> known, String... arguments) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "expected one of the options %s, got '%s'".formatted(dashed(known), arguments[i]));
      }
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException("option " + arguments[i] + " needs a value");
      }
      values.put(name, arguments[i + 1]);
    }
    return new Options(values);
  }

  private static String dashed(List<String> names) {
    return Arrays.toString(names.stream().map(n -> "--" + n).toArray());
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  Optional<Path> path(String name) {
    return get(name).map(Path::of);
  }

  /** A whole number of at least 1. */
  int count(String name, int otherwise) {
    if (get(name).isEmpty()) {
      return otherwise;
    }
    String text = get(name).get();
    try {
      int n = Integer.parseInt(text);
      if (n >= 1) {
        return n;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "option --%s: expected a whole number, got '%s'".formatted(name, text), e);
    }
    throw new IllegalArgumentException(
        "option --%s: expected at least 1, got %s".formatted(name, text));
  }
}
