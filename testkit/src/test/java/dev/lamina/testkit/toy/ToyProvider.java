package dev.lamina.testkit.toy;

import dev.lamina.backend.Availability;
import dev.lamina.backend.Backend;
import dev.lamina.backend.BackendConfig;
import dev.lamina.backend.BackendProvider;

/** Makes the engine known as {@code toy}. */
public final class ToyProvider implements BackendProvider {
  @Override
  public String name() {
    return "toy";
  }

  @Override
  public int rank() {
    return 1;
  }

  @Override
  public Availability probe() {
    return new Availability.Available("plain loops");
  }

  @Override
  public Backend open(BackendConfig config) {
    config.requireCpu(name(), "it is a toy");
    return new ToyBackend();
  }
}
