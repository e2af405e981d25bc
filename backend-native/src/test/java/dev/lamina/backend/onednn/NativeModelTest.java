package dev.lamina.backend.onednn;

import dev.lamina.testkit.ModelConformance;

class NativeModelTest extends ModelConformance {
  @Override
  protected String backend() {
    return "native";
  }
}
