package dev.lamina.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.backend.Backends;
import dev.lamina.testkit.conformance.CaseResult.Failed;
import dev.lamina.testkit.conformance.CaseResult.Outcome;
import dev.lamina.testkit.conformance.ConformanceSuite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The golden cases of Keras on all engines: none may fail, and the same ones pass on all. What
 * Lamina lacks does not depend on the engine.
 */
class KerasTest {
  private static final Path CASES =
      Path.of("..", "testkit", "src", "test", "resources", "conformance");

  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicTest> allEnginesHaveTheSamePassList() throws IOException {
    return ConformanceSuite.folders(CASES).stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    CASES.relativize(folder).toString(), () -> sameOnAllEngines(folder)));
  }

  private static void sameOnAllEngines(Path folder) throws IOException {
    Map<String, String> outcomes = new LinkedHashMap<>();
    for (String engine : Engines.ALL) {
      Outcome o = ConformanceSuite.runCase(folder, Backends.get(engine)).outcome();
      assertThat(o).as("%s: %s", engine, o).isNotInstanceOf(Failed.class);
      outcomes.put(engine, o.getClass().getSimpleName());
    }
    assertThat(outcomes.values()).as("%s", outcomes).containsOnly(outcomes.get("java"));
    Assumptions.assumeTrue(outcomes.containsValue("Passed"), "unsupported by all engines");
  }
}
