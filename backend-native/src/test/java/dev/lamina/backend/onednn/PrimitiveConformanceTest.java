package dev.lamina.backend.onednn;

import dev.lamina.backend.Backend;
import dev.lamina.backend.BackendConfig;
import dev.lamina.testkit.BackendConformance;

/** With costs that send the small cases, too, to the library's primitives wherever it has one. */
class PrimitiveConformanceTest extends BackendConformance {
  private static final Backend BACKEND =
      new NativeBackend(BackendConfig.standard(), new Costs(0, 0));

  @Override
  protected Backend backend() {
    return BACKEND;
  }
}
