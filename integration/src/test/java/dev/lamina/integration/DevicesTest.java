package dev.lamina.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.backend.BackendConfig;
import dev.lamina.backend.BackendException;
import dev.lamina.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The choice of device; no GPU is needed, and none must be there. */
class DevicesTest {
  static Stream<String> engines() {
    return Engines.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("engines")
  void theProcessorCanBeAskedFor(String engine) {
    try (var b = Backends.get(engine, BackendConfig.standard().withDevice("cpu").withThreads(3))) {
      assertThat(b.name()).isEqualTo(engine);
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aGpuIsRefusedWithEngineDeviceAndRemedy(String engine) {
    for (String device : List.of("gpu", "gpu:1")) {
      assertThatThrownBy(() -> Backends.get(engine, BackendConfig.standard().withDevice(device)))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("backend '%s': ", engine)
          .hasMessageContaining("'%s'", device)
          .hasMessageContaining("lamina.device")
          .hasMessageContaining(
              engine.equals("tensorflow") ? "linux-x86_64-gpu" : "engine 'tensorflow'");
    }
  }

  @Test
  void allAreAvailableInTheOrderOfTheirRanks() {
    assertThat(Backends.available()).isEqualTo(Engines.ALL);
  }
}
