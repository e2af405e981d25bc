package dev.lamina.backend.tensorflow;

import dev.lamina.backend.Backend;
import dev.lamina.backend.Backends;
import dev.lamina.testkit.BackendConformance;

class TfConformanceTest extends BackendConformance {
  @Override
  protected Backend backend() {
    return Backends.get("tensorflow");
  }
}
