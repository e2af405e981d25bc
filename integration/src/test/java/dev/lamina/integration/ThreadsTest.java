package dev.lamina.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code lamina.threads} limits the threads that compute. */
class ThreadsTest {
  static Stream<String> engines() {
    return Engines.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("engines")
  void oneThreadComputesIfOneIsAskedForAndMoreIfTwo(String engine) throws Exception {
    assumeTrue(Files.isDirectory(BusyThreads.TASKS), "counts threads by Linux' /proc");
    assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "one processor only");
    assertThat(percentWithSeveral(engine, 1)).isLessThan(25);
    assertThat(percentWithSeveral(engine, 2)).isGreaterThan(25);
  }

  private static int percentWithSeveral(String engine, int threads) throws Exception {
    String printed = Child.run(List.of("-Dlamina.threads=" + threads), BusyThreads.class, engine);
    return Integer.parseInt(printed.strip());
  }
}
