package dev.lamina.backend.onednn;

import dev.lamina.testkit.DynamicConformance;

class NativeDynamicTest extends DynamicConformance {
  @Override
  protected String backend() {
    return "native";
  }
}
