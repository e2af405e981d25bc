package dev.lamina.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code lamina.threads} decides how many threads an engine's library makes. */
class ThreadCountTest {
  /** TensorFlow has one pool for the work within an op and one for ops next to each other. */
  @ParameterizedTest
  @CsvSource({"native, 1", "dl4j, 1", "tensorflow, 2"})
  void thePropertyDecides(String engine, int pools) throws Exception {
    assumeTrue(Files.isDirectory(NativeThreads.TASKS), "threads are counted in Linux' /proc");
    assertThat(threads(engine, 5) - threads(engine, 3)).isEqualTo(pools * 2L);
  }

  private static long threads(String engine, int n) throws Exception {
    var options = List.of("-Xmx512m", "-Dlamina.threads=" + n);
    return Long.parseLong(Child.run(options, NativeThreads.class, engine).strip());
  }
}
