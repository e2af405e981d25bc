package dev.lamina.backend.onednn;

import dev.lamina.backend.Backend;
import dev.lamina.backend.BackendConfig;
import dev.lamina.testkit.BackendConformance;

/** The engine as users get it: small values in Java loops. */
class NativeConformanceTest extends BackendConformance {
  private static final Backend BACKEND = new NativeProvider().open(BackendConfig.standard());

  @Override
  protected Backend backend() {
    return BACKEND;
  }
}
