package dev.lamina.backend.onednn;

import dev.lamina.backend.Backend;
import dev.lamina.backend.Backends;
import dev.lamina.testkit.KerasConformance;
import java.nio.file.Path;

/** The testkit's golden cases. */
class NativeKerasTest extends KerasConformance {
  @Override
  protected Backend backend() {
    return Backends.get("native");
  }

  @Override
  protected Path cases() {
    return Path.of("..", "testkit", "src", "test", "resources", "conformance");
  }
}
