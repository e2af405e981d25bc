package dev.lamina.backend.onednn;

import dev.lamina.backend.Availability;
import dev.lamina.backend.Backend;
import dev.lamina.backend.BackendConfig;
import dev.lamina.backend.BackendException;
import dev.lamina.backend.BackendProvider;

/** Makes the engine known as {@code native}. */
public final class NativeProvider implements BackendProvider {
  @Override
  public String name() {
    return "native";
  }

  @Override
  public int rank() {
    return 100;
  }

  @Override
  public Availability probe() {
    return Natives.availability();
  }

  @Override
  public Backend open(BackendConfig config) {
    config.requireCpu(
        name(), "it runs oneDNN's kernels for processors; engine 'tensorflow' can use GPUs");
    if (probe() instanceof Availability.Unavailable u) {
      throw new BackendException("backend 'native' cannot run here: " + u.reason());
    }
    return new NativeBackend(config);
  }
}
