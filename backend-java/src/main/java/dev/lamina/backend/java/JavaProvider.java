package dev.lamina.backend.java;

import dev.lamina.backend.Availability;
import dev.lamina.backend.Backend;
import dev.lamina.backend.BackendConfig;
import dev.lamina.backend.BackendProvider;

/** Makes the engine known as {@code java}. It runs on every machine and ranks last. */
public final class JavaProvider implements BackendProvider {
  @Override
  public String name() {
    return "java";
  }

  @Override
  public int rank() {
    return 10;
  }

  @Override
  public Availability probe() {
    return new Availability.Available("Java " + Runtime.version().feature());
  }

  @Override
  public Backend open(BackendConfig config) {
    config.requireCpu(name(), "it runs Java code; engine 'tensorflow' can use GPUs");
    return new JavaBackend(config.threads().orElse(Runtime.getRuntime().availableProcessors()));
  }
}
