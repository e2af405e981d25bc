package dev.lamina.serialization.hostile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A file that must be refused.
 *
 * @param name of the case
 * @param file what is loaded; its suffix chooses the reader
 * @param parts all files by their relative paths
 * @param rule texts that the message must have
 */
record Hostile(String name, String file, Map<String, byte[]> parts, List<String> rule) {
  static Hostile of(String name, String file, byte[] bytes, String... rule) {
    return new Hostile(name, file, Map.of(file, bytes), List.of(rule));
  }

  Path write(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> p : parts.entrySet()) {
      Path to = folder.resolve(p.getKey());
      Files.createDirectories(java.util.Objects.requireNonNull(to.getParent()));
      Files.write(to, p.getValue());
    }
    return folder.resolve(file);
  }

  static byte[] utf8(String s) {
    return s.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return name;
  }
}
