package dev.lamina.testkit;

import dev.lamina.backend.Backend;
import dev.lamina.testkit.conformance.CaseResult;
import dev.lamina.testkit.conformance.ConformanceSuite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Golden cases of real Keras on an engine, one test per case: extend it and say where the cases
 * are. A case that needs what Lamina does not have is reported as aborted, never as passed.
 */
public abstract class KerasConformance {
  /** The engine under test; it stays open. */
  protected abstract Backend backend();

  /** A folder with {@code index.json}. */
  protected abstract Path cases();

  @TestFactory
  Stream<DynamicTest> agreesWithKeras() throws IOException {
    return ConformanceSuite.folders(cases()).stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    cases().relativize(folder).toString(),
                    () -> check(ConformanceSuite.runCase(folder, backend()).outcome())));
  }

  private static void check(CaseResult.Outcome outcome) {
    if (outcome instanceof CaseResult.Failed f) {
      Assertions.fail(f.detail());
    }
    if (outcome instanceof CaseResult.Unsupported u) {
      Assumptions.abort("unsupported: " + u.reason());
    }
  }
}
