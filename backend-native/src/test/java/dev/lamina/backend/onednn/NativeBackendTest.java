package dev.lamina.backend.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.backend.Availability;
import dev.lamina.backend.BackendConfig;
import dev.lamina.backend.BackendException;
import dev.lamina.backend.Buffer;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class NativeBackendTest {
  private static final TensorType VECTOR = TensorType.of(DType.FLOAT32, 3);

  @Test
  void providerSaysWhichLibraryItLoads() {
    var provider = new NativeProvider();
    assertThat(provider.name()).isEqualTo("native");
    assertThat(provider.rank()).isEqualTo(100);
    assertThat(provider.probe())
        .isInstanceOfSatisfying(
            Availability.Available.class, a -> assertThat(a.details()).startsWith("oneDNN 3."));
  }

  @Test
  void otherDevicesAreRefused() {
    var gpu = new BackendConfig(OptionalInt.empty(), Optional.of("gpu"));
    assertThatThrownBy(() -> new NativeProvider().open(gpu))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("expected device 'cpu', got 'gpu'");
  }

  @Test
  void aBufferClosedWhileInUseIsFreedAfterwards() {
    try (var backend = new NativeBackend(BackendConfig.standard())) {
      var buffer = (NativeBuffer) backend.allocate(VECTOR);
      buffer.acquire();
      buffer.close();
      assertThat(backend.liveBytes()).isPositive();
      buffer.release();
      assertThat(backend.liveBytes()).isZero();
      assertThatThrownBy(buffer::read)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is closed");
      assertThat(backend.liveBytes()).isZero();
    }
  }

  @Test
  void aClosedProgramDoesNotRun() {
    try (var backend = new NativeBackend(BackendConfig.standard())) {
      Value x = Value.input("x", VECTOR);
      NativeProgram p = backend.compile(Graph.of(List.of(x), List.of(x.plus(1))));
      List<Tensor> in = List.of(Tensor.of(new float[] {1, 2, 3}));
      assertThat(p.run(in, List.of())).containsExactly(Tensor.of(new float[] {2, 3, 4}));
      p.close();
      assertThatThrownBy(() -> p.run(in, List.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("program: is closed");
      assertThat(backend.liveBytes()).isZero();
    }
  }

  @Test
  void forgottenMemoryIsFreed() throws InterruptedException {
    try (var backend = new NativeBackend(BackendConfig.standard())) {
      forget(backend);
      for (int i = 0; i < 100 && backend.liveBytes() > 0; i++) {
        System.gc();
        Thread.sleep(20);
      }
      assertThat(backend.liveBytes()).isZero();
    }
  }

  private static void forget(NativeBackend backend) {
    Value x = Value.input("x", VECTOR);
    NativeProgram p = backend.compile(Graph.of(List.of(x), List.of(x.plus(1))));
    Buffer b = backend.allocate(VECTOR);
    p.run(List.of(b.read()), List.of());
    assertThat(backend.liveBytes()).isPositive();
  }
}
