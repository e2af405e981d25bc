package dev.lamina.testkit;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** The copied golden cases. */
final class GoldenFolder {
  private GoldenFolder() {}

  static Path path() {
    try {
      return Path.of(
          Objects.requireNonNull(GoldenFolder.class.getResource("/conformance")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
