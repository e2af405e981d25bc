package dev.lamina.testkit;

import dev.lamina.backend.Backend;
import dev.lamina.backend.Backends;
import java.nio.file.Path;

class NativeKerasTest extends KerasConformance {
  @Override
  protected Backend backend() {
    return Backends.get("native");
  }

  @Override
  protected Path cases() {
    return GoldenFolder.path();
  }
}
