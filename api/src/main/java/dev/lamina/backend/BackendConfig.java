package dev.lamina.backend;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to open an engine.
 *
 * @param threads threads for one run; empty: the engine's choice (usually the number of cores)
 * @param device {@code cpu}, {@code gpu} or {@code gpu:1}; empty: the engine's choice
 */
public record BackendConfig(OptionalInt threads, Optional<String> device) {
  public BackendConfig {
    if (threads.isPresent() && threads.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "lamina.threads: expected at least 1, got " + threads.getAsInt());
    }
  }

  public static BackendConfig standard() {
    return new BackendConfig(OptionalInt.empty(), Optional.empty());
  }

  public BackendConfig withThreads(int n) {
    return new BackendConfig(OptionalInt.of(n), device);
  }

  public BackendConfig withDevice(String d) {
    return new BackendConfig(threads, Optional.of(d));
  }
}
