package dev.lamina.backend.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.backend.Availability;
import dev.lamina.backend.Backend;
import dev.lamina.backend.BackendConfig;
import dev.lamina.backend.BackendException;
import dev.lamina.backend.Buffer;
import dev.lamina.backend.Program;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.RandomUniform;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Philox;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** What the common conformance suite does not ask. */
class Dl4jBackendTest {
  private final Backend backend = new Dl4jProvider().open(BackendConfig.standard());

  @AfterEach
  void everythingIsGivenBack() {
    assertThat(backend.liveBytes()).isZero();
    backend.close();
  }

  @Test
  void probeNamesTheLibrary() {
    assertThat(new Dl4jProvider().probe())
        .isInstanceOfSatisfying(
            Availability.Available.class, a -> assertThat(a.details()).contains("ND4J"));
  }

  @Test
  void aGpuIsRefusedWithTheReason() {
    assertThatThrownBy(() -> new Dl4jProvider().open(BackendConfig.standard().withDevice("gpu")))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("'gpu'")
        .hasMessageContaining("CPU");
  }

  @Test
  void randomNumbersAreThoseOfPhilox() {
    Value step = Value.input("step", TensorType.of(DType.INT64));
    Value random = Value.of(new RandomUniform(Shape.of(3, 17), 42L), step);
    try (Program p = backend.compile(Graph.of(List.of(step), List.of(random)))) {
      Tensor got = p.run(List.of(Tensor.scalar(9L)), List.of()).get(0);
      assertThat(got.floatArray()).isEqualTo(Philox.uniform(42, 9, 51));
    }
  }

  @Test
  void anIndexOutOfRangeIsNamed() {
    Value x = Value.input("x", TensorType.of(DType.FLOAT32, 10, 2));
    Value i = Value.input("i", TensorType.of(DType.INT32, 5));
    Tensor table = Tensor.zeros(x.type());
    try (Program p = backend.compile(Graph.of(List.of(x, i), List.of(x.gather(0, i))))) {
      Tensor bad = Tensor.of(new int[] {0, 9, 1, 12, 3});
      assertThatThrownBy(() -> p.run(List.of(table, bad), List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("gather: index 12 at position 3 is not in [0, 10)");
      Tensor good = Tensor.of(new int[] {0, 9, 1, 2, 3});
      assertThat(p.run(List.of(table, good), List.of()).get(0).size()).isEqualTo(10);
    }
  }

  @Test
  void allVariablesAreReadBeforeOneIsUpdated() {
    TensorType type = TensorType.of(DType.FLOAT32, 3);
    Value a = Value.variable("a", type);
    Value b = Value.variable("b", type);
    var swap =
        new Graph(
            List.of(),
            List.of(a, b),
            List.of(a.plus(b)),
            List.of(new Graph.Update(a, b), new Graph.Update(b, a)));
    try (Program p = backend.compile(swap);
        Buffer x = backend.allocate(type);
        Buffer y = backend.allocate(type)) {
      x.write(Tensor.of(new float[] {1, 2, 3}));
      y.write(Tensor.of(new float[] {4, 5, 6}));
      assertThat(p.run(List.of(), List.of(x, y))).containsExactly(Tensor.of(new float[] {5, 7, 9}));
      assertThat(x.read()).isEqualTo(Tensor.of(new float[] {4, 5, 6}));
      assertThat(y.read()).isEqualTo(Tensor.of(new float[] {1, 2, 3}));
    }
  }

  @Test
  void aProgramServesWhicheverBuffersItGets() {
    TensorType type = TensorType.of(DType.FLOAT32, 2);
    Value v = Value.variable("v", type);
    var count =
        new Graph(List.of(), List.of(v), List.of(v), List.of(new Graph.Update(v, v.plus(1))));
    try (Program p = backend.compile(count);
        Buffer x = backend.allocate(type);
        Buffer y = backend.allocate(type)) {
      for (int i = 0; i < 3; i++) {
        p.run(List.of(), List.of(x));
        p.run(List.of(), List.of(y));
        p.run(List.of(), List.of(y));
      }
      assertThat(x.read().getDouble(0)).isEqualTo(3);
      assertThat(y.read().getDouble(1)).isEqualTo(6);
    }
  }

  @Test
  void manyThreadsShareOneProgram() throws Exception {
    Value x = Value.input("x", TensorType.of(DType.FLOAT32, 16, 32));
    Value w = Value.variable("w", TensorType.of(DType.FLOAT32, 32, 24));
    Value y = x.matmul(w).tanh().sum(1);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Program p = backend.compile(new Graph(List.of(x), List.of(w), List.of(y), List.of()));
        Buffer weights = backend.allocate(w.type())) {
      weights.write(Tensor.wrap(Philox.uniform(1, 0, 32 * 24), w.type().shape()));
      var inputs = new ArrayList<Tensor>();
      var expected = new ArrayList<Tensor>();
      for (int i = 0; i < 4; i++) {
        inputs.add(Tensor.wrap(Philox.uniform(i, 1, 16 * 32), x.type().shape()));
        expected.add(p.run(List.of(inputs.get(i)), List.of(weights)).get(0));
      }
      List<Callable<Integer>> jobs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int me = i;
        jobs.add(
            () -> {
              int wrong = 0;
              for (int k = 0; k < 500; k++) {
                Tensor got = p.run(List.of(inputs.get(me)), List.of(weights)).get(0);
                wrong += got.equals(expected.get(me)) ? 0 : 1;
              }
              return wrong;
            });
      }
      for (Future<Integer> wrong : threads.invokeAll(jobs)) {
        assertThat(wrong.get()).isZero();
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aRunLeavesTheCallersNumberOfThreads() {
    NativeOps ops = NativeOpsHolder.getInstance().getDeviceNativeOps();
    int before = ops.ompGetMaxThreads();
    ops.setOmpNumThreads(7);
    Value x = Value.input("x", TensorType.of(DType.INT32, 2));
    Graph g = Graph.of(List.of(x), List.of(x.plus(1), Value.scalar(DType.INT32, 6).div(x)));
    try (Backend three = new Dl4jProvider().open(BackendConfig.standard().withThreads(3));
        Program p = three.compile(g)) {
      p.run(List.of(Tensor.of(new int[] {1, 2})), List.of());
      assertThat(ops.ompGetMaxThreads()).isEqualTo(7);
      assertThatThrownBy(() -> p.run(List.of(Tensor.of(new int[] {1, 0})), List.of()))
          .hasMessageContaining("by zero");
      assertThat(ops.ompGetMaxThreads()).isEqualTo(7);
    } finally {
      ops.setOmpNumThreads(before);
    }
  }

  @Test
  void aClosedBufferIsRefused() {
    TensorType type = TensorType.of(DType.FLOAT32, 2);
    Value v = Value.variable("v", type);
    try (Program p = backend.compile(new Graph(List.of(), List.of(v), List.of(v), List.of()))) {
      Buffer x = backend.allocate(type);
      p.run(List.of(), List.of(x));
      x.close();
      x.close();
      assertThatThrownBy(() -> p.run(List.of(), List.of(x)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
    }
  }
}
