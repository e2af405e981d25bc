package dev.lamina.serialization.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.layers.Dense;
import dev.lamina.training.ModelFormatException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of the corpus is refused with a {@link ModelFormatException} that names file and rule,
 * within two seconds and 256 MB, and leaves no file open and no thread behind.
 */
class HostileFilesTest {
  private static final long SECONDS = 2;
  private static final long MEMORY = 256L << 20;

  /** What the JVM itself opens now and then. */
  private static final List<String> SYSTEM = List.of("/proc/", "/sys/", "/dev/");

  @TempDir Path folder;

  static List<Hostile> corpus() {
    var all = new ArrayList<Hostile>();
    all.addAll(HostileZips.all(".lamina"));
    all.addAll(HostileModels.all(HostileModels::lamina));
    all.addAll(HostileModels.all(HostileModels::directory));
    all.addAll(HostileSafetensors.all());
    all.addAll(HostileShards.all());
    all.addAll(HostileZips.all(".keras"));
    all.addAll(HostileModels.all(HostileModels::keras));
    all.addAll(HostileHdf5.all(HostileModels::weights));
    all.addAll(HostileHdf5.all((n, b, r) -> Hostile.of("HDF5: " + n, "m.h5", b, r)));
    return all;
  }

  /** Loads classes, so that the first case measures its file and not the start of the JVM. */
  @BeforeAll
  static void warmUp() {
    assertThat(catchThrowable(() -> Model.load(Path.of("none.lamina")))).isNotNull();
  }

  @ParameterizedTest
  @Timeout(60)
  @MethodSource("corpus")
  void isRefused(Hostile file) throws IOException {
    Path path = file.write(folder);
    boolean weights = file.file().endsWith(".json");
    Model model = Sequential.of(Input.of(2), Dense.of(2));
    Optional<List<String>> open = openFiles();
    int threads = Thread.activeCount();
    long memory = allocated();
    long start = processorTime();

    Throwable t = catchThrowable(() -> load(path, weights, model));

    double seconds = (processorTime() - start) / 1e9;
    assertThat(t).isExactlyInstanceOf(ModelFormatException.class);
    String message = String.valueOf(t.getMessage());
    // Of several files, the one that is at fault.
    assertThat(message).contains(String.valueOf(weights ? folder : path.getFileName()));
    for (String rule : file.rule()) {
      assertThat(rule.split("\\|")).as(message).anyMatch(r -> message.contains(r));
    }
    assertThat(message.length()).isLessThan(5000);
    assertThat(seconds).isLessThan(SECONDS);
    assertThat(allocated() - memory).isLessThan(MEMORY);
    assertThat(openFiles()).isEqualTo(open);
    assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads);
  }

  private static void load(Path path, boolean weights, Model model) {
    if (weights) {
      model.loadWeights(path);
    } else {
      Model.load(path);
    }
  }

  @Test
  void linksToShardsAreRefused() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Model model = Sequential.of(Input.of(2), Dense.of(2));
    for (String name : List.of("m.weights.json", "m.safetensors.index.json")) {
      Path there = outside.resolve(name);
      model.saveWeights(there, 1);
      model.loadWeights(there);
      Path index = Files.copy(there, inside.resolve(name));
      try (Stream<Path> all = Files.list(outside)) {
        for (Path p : all.filter(p -> !p.toString().endsWith(".json")).toList()) {
          Path link = inside.resolve(String.valueOf(p.getFileName()));
          Files.deleteIfExists(link);
          Files.createSymbolicLink(link, p);
        }
      }
      assertThat(catchThrowable(() -> model.loadWeights(index)))
          .isExactlyInstanceOf(ModelFormatException.class)
          .hasMessageContaining("expected a regular file, not a link or directory");
    }
  }

  @Test
  void theCorpusIsLargeAndItsNamesAreUnique() {
    assertThat(corpus()).extracting(Hostile::name).doesNotHaveDuplicates();
  }

  /** What this thread computed, in nanoseconds: the same on a machine that others use as well. */
  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Bytes that this thread has allocated: more than what memory can have grown by. */
  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  /** Files and sockets; empty where the system does not list them. */
  private static Optional<List<String>> openFiles() throws IOException {
    Path all = Path.of("/proc/self/fd");
    if (!Files.isDirectory(all)) {
      return Optional.empty();
    }
    var out = new ArrayList<String>();
    try (Stream<Path> fds = Files.list(all)) {
      for (Path fd : fds.toList()) {
        if (Files.exists(fd, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
          String to = Files.isSymbolicLink(fd) ? Files.readSymbolicLink(fd).toString() : "";
          if (SYSTEM.stream().noneMatch(to::startsWith) && !to.endsWith(".jar")) {
            out.add(to);
          }
        }
      }
    }
    out.sort(null);
    return Optional.of(out);
  }
}
