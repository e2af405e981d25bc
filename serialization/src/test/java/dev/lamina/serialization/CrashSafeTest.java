package dev.lamina.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashSafeTest {
  @TempDir Path dir;

  private List<String> files() throws IOException {
    try (Stream<Path> s = Files.list(dir)) {
      return s.map(p -> p.getFileName().toString()).toList();
    }
  }

  private static byte[] bytes(String s) {
    return s.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void replacesTheFile() throws IOException {
    Path file = dir.resolve("f");
    CrashSafe.write(file, out -> out.write(bytes("old")));
    CrashSafe.write(file, out -> out.write(bytes("new")));
    assertThat(file).hasContent("new");
    assertThat(files()).containsExactly("f");
  }

  @Test
  void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = dir.resolve("f");
    Files.writeString(file, "old");
    assertThatThrownBy(
            () ->
                CrashSafe.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(file).hasContent("old");
    assertThat(files()).containsExactly("f");
  }

  @Test
  void anErrorOfTheBodyCleansUpToo() throws IOException {
    assertThatThrownBy(
            () ->
                CrashSafe.write(
                    dir.resolve("f"),
                    out -> {
                      throw new IllegalStateException("bug");
                    }))
        .hasMessage("bug");
    assertThat(files()).isEmpty();
  }

  @Test
  void aDirectoryInTheWayIsLeftAlone() throws IOException {
    Path inner = Files.createDirectories(dir.resolve("f/inner"));
    assertThatThrownBy(() -> CrashSafe.write(dir.resolve("f"), out -> out.write(1)))
        .isInstanceOf(IOException.class);
    assertThat(inner).isDirectory();
    assertThat(files()).containsExactly("f");
  }

  @Test
  void aMissingDirectoryIsAnError() {
    assertThatThrownBy(() -> CrashSafe.write(dir.resolve("no/f"), out -> out.write(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no");
  }
}
