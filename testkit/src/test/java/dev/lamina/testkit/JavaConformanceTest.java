package dev.lamina.testkit;

import dev.lamina.backend.Backend;
import dev.lamina.backend.Backends;

class JavaConformanceTest extends BackendConformance {
  @Override
  protected Backend backend() {
    return Backends.get("java");
  }
}
