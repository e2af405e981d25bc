package dev.lamina.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of every released version can be loaded: the outputs are those of that version, and
 * training goes on as it would have there. {@code -Dlamina.release=VERSION} adds the files of this
 * version; those of a version that is out are never written again.
 */
class ReleasedFilesTest {
  private static final Path RELEASED = Path.of("src", "test", "resources", "released");

  @TestFactory
  List<DynamicContainer> released() throws IOException {
    String adding = System.getProperty("lamina.release", "");
    if (!adding.isEmpty()) {
      Path folder = RELEASED.resolve(adding);
      assertThat(folder).as("files of this version exist already").doesNotExist();
      ReleasedFiles.write(folder);
    }
    try (Stream<Path> versions = Files.list(RELEASED)) {
      return versions
          .filter(Files::isDirectory)
          .sorted()
          .map(v -> dynamicContainer(String.valueOf(v.getFileName()), models(v)))
          .toList();
    }
  }

  private static List<DynamicNode> models(Path version) {
    try {
      return ReleasedFiles.in(version).stream()
          .<DynamicNode>map(
              m -> dynamicTest(String.valueOf(m.getFileName()), () -> ReleasedFiles.check(m)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatThisVersionWrites(@TempDir Path dir) throws IOException {
    ReleasedFiles.write(dir);
    assertThat(ReleasedFiles.in(dir)).hasSize(8);
    for (Path m : ReleasedFiles.in(dir)) {
      ReleasedFiles.check(m);
    }
  }
}
