package dev.lamina.integration;

import dev.lamina.testkit.ModelConformance;
import org.junit.jupiter.api.Nested;

/** Whole models on every engine; the java engine's own turn is in the testkit. */
class ModelsTest {
  @Nested
  class Native extends ModelConformance {
    @Override
    protected String backend() {
      return "native";
    }
  }

  @Nested
  class TensorFlow extends ModelConformance {
    @Override
    protected String backend() {
      return "tensorflow";
    }
  }

  @Nested
  class Dl4j extends ModelConformance {
    @Override
    protected String backend() {
      return "dl4j";
    }
  }
}
