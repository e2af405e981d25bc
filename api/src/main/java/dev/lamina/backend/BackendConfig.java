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
    device.ifPresent(
        d -> {
          if (!d.matches("cpu|gpu(:[0-9]+)?")) {
            throw new IllegalArgumentException(
                "lamina.device: expected cpu, gpu or gpu:N, got '" + d + "'");
          }
        });
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

  /**
   * For engines that have no other device than the CPU.
   *
   * @param backend the engine's name
   * @param remedy what helps who wants a GPU
   * @throws BackendException if a GPU is asked for
   */
  public void requireCpu(String backend, String remedy) {
    if (device.isPresent() && !device.get().equals("cpu")) {
      throw new BackendException(
          "backend '%s': expected device 'cpu', got '%s' (lamina.device): %s"
              .formatted(backend, device.get(), remedy));
    }
  }
}
