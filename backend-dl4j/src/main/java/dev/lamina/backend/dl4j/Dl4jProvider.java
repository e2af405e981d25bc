package dev.lamina.backend.dl4j;

import dev.lamina.backend.Availability;
import dev.lamina.backend.Backend;
import dev.lamina.backend.BackendConfig;
import dev.lamina.backend.BackendException;
import dev.lamina.backend.BackendProvider;
import dev.lamina.backend.java.JavaProvider;

/**
 * Makes the engine known as {@code dl4j}. {@link #probe} only looks whether a native library for
 * this machine is on the class path; {@link #open} loads it.
 */
public final class Dl4jProvider implements BackendProvider {
  static final String NAME = "dl4j";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int rank() {
    return 40;
  }

  @Override
  public Availability probe() {
    return NativeJar.availability();
  }

  @Override
  public Backend open(BackendConfig config) {
    if (NativeJar.availability() instanceof Availability.Unavailable u) {
      throw new BackendException("backend 'dl4j' cannot run here: " + u.reason());
    }
    config.requireCpu(NAME, "it runs ND4J's CPU library; engine 'tensorflow' can use GPUs");
    int threads = config.threads().orElse(Runtime.getRuntime().availableProcessors());
    Nd4jLibrary.load();
    return new Dl4jBackend(threads, new JavaProvider().open(config));
  }
}
