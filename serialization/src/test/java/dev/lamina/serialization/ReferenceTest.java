package dev.lamina.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/reference says what the sources say. {@code -Dlamina.regenerate=true} writes it. */
class ReferenceTest {
  private static final Path FOLDER = Path.of("..", "docs", "reference");

  @Test
  void thePagesAreTrue() throws IOException {
    for (Map.Entry<String, String> page : new ReferencePages().all().entrySet()) {
      Path file = FOLDER.resolve(page.getKey());
      if (Boolean.getBoolean("lamina.regenerate")) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, page.getValue());
      }
      assertThat(Files.exists(file) ? Files.readString(file) : "")
          .as("%s; regenerate it as CONTRIBUTING.md says", file)
          .isEqualTo(page.getValue())
          .doesNotContain(ReferencePages.UNKNOWN);
    }
  }

  @Test
  void javadocBecomesMarkdown() {
    assertThat(
            ReferencePages.markdown(
                "\n * One {@code x},\n * two {@link Loss}.\n *\n * @param x y\n "))
        .isEqualTo("One `x`,\ntwo `Loss`.");
  }
}
