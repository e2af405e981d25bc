package dev.lamina.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        .hasMessageContaining("disk full")
        .hasMessageEndingWith("; the old one is unchanged");
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
        .hasMessageContaining("there is no folder " + dir.resolve("no") + "; make it first");
  }

  private static void write(Path file, IOException failure) throws IOException {
    CrashSafe.write(
        file,
        out -> {
          throw failure;
        });
  }

  /** What Linux and Windows say, and what comes of it. */
  @ParameterizedTest
  @CsvSource({
    "No space left on device, the disk is full",
    "There is not enough space on the disk, the disk is full",
    "Disk quota exceeded, larger than this user may write",
    "File too large, larger than this user may write",
  })
  void aFullDiskIsOneSentence(String system, String sentence) {
    Path file = dir.resolve("f");
    assertThatThrownBy(() -> write(file, new IOException(system)))
        .hasMessageStartingWith("cannot write " + file + ": ")
        .hasMessageContaining(sentence)
        .hasMessageContaining(system)
        .hasMessageContaining("save elsewhere")
        .hasMessageEndingWith("; nothing was written");
  }

  @Test
  void aReadOnlyFolderIsOneSentence() {
    String folder = dir.toAbsolutePath().toString();
    assertThatThrownBy(() -> write(dir.resolve("f"), new AccessDeniedException(folder)))
        .hasMessageContaining("the folder " + folder + " is read-only for this user");
    assertThatThrownBy(
            () ->
                write(
                    dir.resolve("f"),
                    new FileSystemException(folder, null, "Read-only file system")))
        .hasMessageContaining("(Read-only file system); change that or save elsewhere");
  }

  /** The limit of the operating system, not an exception of ours: the write itself fails. */
  @Test
  void aFileThatMayNotGrowLeavesTheOldOne() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "ulimit is a command of Unix shells");
    Path file = dir.resolve("f");
    Files.writeString(file, "old");
    var command = new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f 64 && exec \"$@\"", "sh"));
    command.addAll(java(file));
    Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
    child.getOutputStream().close();
    String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).isEqualTo(1);
    assertThat(printed).contains("cannot write", "(File too large)", "the old one is unchanged");
    assertThat(file).hasContent("old");
    assertThat(files()).containsExactly("f");
  }

  private static List<String> java(Path file) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:-UsePerfData",
        "-cp",
        System.getProperty("java.class.path"),
        HoldingWriter.class.getName(),
        file.toString());
  }

  private static Process writer(Path file) throws IOException {
    Process child =
        new ProcessBuilder(java(file)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    assertThat(child.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("writing");
    return child;
  }

  @Test
  void filesOfDeadWritersAreSweptThoseOfLiveOnesAreNot() throws IOException, InterruptedException {
    Path other = dir.resolve("other");
    Process live = writer(dir.resolve("f"));
    Process dead = writer(dir.resolve("f"));
    try {
      dead.destroyForcibly().waitFor();
      Files.writeString(dir.resolve(".mine.tmp"), "not of this library");
      assertThat(files()).filteredOn(n -> n.startsWith(".f.")).hasSize(2);
      CrashSafe.write(other, out -> out.write(1));
      assertThat(files()).filteredOn(n -> n.startsWith(".f.")).hasSize(1);
      live.getOutputStream().write(1);
      live.getOutputStream().close();
      assertThat(live.waitFor()).isZero();
      assertThat(files()).containsExactlyInAnyOrder("f", "other", ".mine.tmp");
      assertThat(Files.size(dir.resolve("f"))).isEqualTo((1 << 20) + 1);
    } finally {
      dead.destroyForcibly();
      live.destroyForcibly();
    }
  }

  @Test
  void aWriterDoesNotSweepFilesOfItsOwnProcess() throws IOException {
    CrashSafe.write(
        dir.resolve("f"),
        out -> {
          out.write(bytes("outer"));
          CrashSafe.write(dir.resolve("g"), inner -> inner.write(bytes("inner")));
        });
    assertThat(dir.resolve("f")).hasContent("outer");
    assertThat(dir.resolve("g")).hasContent("inner");
    assertThat(files()).containsExactlyInAnyOrder("f", "g");
  }
}
