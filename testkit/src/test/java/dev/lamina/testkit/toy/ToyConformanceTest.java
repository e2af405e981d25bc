package dev.lamina.testkit.toy;

import dev.lamina.backend.Backend;
import dev.lamina.backend.BackendConfig;
import dev.lamina.testkit.BackendConformance;

class ToyConformanceTest extends BackendConformance {
  private static final Backend BACKEND = new ToyProvider().open(BackendConfig.standard());

  @Override
  protected Backend backend() {
    return BACKEND;
  }
}
