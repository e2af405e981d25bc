package dev.lamina.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation that a test makes. */
final class GeneratedPage {
  private GeneratedPage() {}

  /** Compares the file with the text; {@code -Dlamina.regenerate=true} writes it anew. */
  static void check(Path file, String text) throws IOException {
    if (Boolean.getBoolean("lamina.regenerate")) {
      Files.writeString(file, text);
    }
    assertThat(Files.readString(file)).isEqualTo(text);
  }
}
