package dev.lamina.integration;

import dev.lamina.testkit.DynamicConformance;
import org.junit.jupiter.api.Nested;

/** Dynamic mode on the engines that do not run it in another module. */
class DynamicTest {
  @Nested
  class TensorFlow extends DynamicConformance {
    @Override
    protected String backend() {
      return "tensorflow";
    }
  }

  @Nested
  class Dl4j extends DynamicConformance {
    @Override
    protected String backend() {
      return "dl4j";
    }
  }
}
