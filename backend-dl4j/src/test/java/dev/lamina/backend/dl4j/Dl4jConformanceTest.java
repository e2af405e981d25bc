package dev.lamina.backend.dl4j;

import dev.lamina.backend.Backend;
import dev.lamina.backend.Backends;
import dev.lamina.testkit.BackendConformance;

class Dl4jConformanceTest extends BackendConformance {
  @Override
  protected Backend backend() {
    return Backends.get("dl4j");
  }
}
