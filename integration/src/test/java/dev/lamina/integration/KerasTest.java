package dev.lamina.integration;

import dev.lamina.backend.Backend;
import dev.lamina.backend.Backends;
import dev.lamina.testkit.KerasConformance;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/**
 * The golden cases of Keras on the engines that do not run them in another module: none may fail,
 * and what Lamina lacks does not depend on the engine, so all engines pass the same cases.
 */
class KerasTest {
  private static final Path CASES =
      Path.of("..", "testkit", "src", "test", "resources", "conformance");

  @Nested
  class TensorFlow extends KerasConformance {
    @Override
    protected Backend backend() {
      return Backends.get("tensorflow");
    }

    @Override
    protected Path cases() {
      return CASES;
    }
  }

  @Nested
  class Dl4j extends KerasConformance {
    @Override
    protected Backend backend() {
      return Backends.get("dl4j");
    }

    @Override
    protected Path cases() {
      return CASES;
    }
  }
}
