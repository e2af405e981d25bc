package dev.lamina.backend.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.backend.BackendConfig;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.ConvKernelGrad;
import dev.lamina.graph.op.Window;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Engines with different numbers of threads, in turn on one thread and at once on many. */
class ThreadsTest {
  private static final Window WINDOW =
      new Window(List.of(1, 1), List.of(1, 1), List.of(1, 1), List.of(1, 1));

  private static Graph convolutions() {
    Value x = Value.input("x", TensorType.of(DType.FLOAT32, 8, 16, 16, 16));
    Value w = Value.input("w", TensorType.of(DType.FLOAT32, 3, 3, 16, 32));
    Value y = Value.of(new Conv(WINDOW, 1), x, w).relu();
    Value grad = Value.of(new ConvKernelGrad(WINDOW, 1, w.shape()), x, y);
    return Graph.of(List.of(x, w), List.of(y, grad, y.sum(0, 1, 2)));
  }

  private static Tensor random(int seed, int... dims) {
    var random = new Random(seed);
    float[] f = new float[Shape.of(dims).intSize()];
    for (int i = 0; i < f.length; i++) {
      f[i] = (float) random.nextGaussian();
    }
    return Tensor.wrap(f, Shape.of(dims));
  }

  private static List<Tensor> inputs(int seed) {
    return List.of(random(seed, 8, 16, 16, 16), random(seed + 1, 3, 3, 16, 32));
  }

  @Test
  void theNumberOfThreadsDoesNotChangeTheResult() {
    try (var one = new NativeBackend(BackendConfig.standard().withThreads(1));
        var two = new NativeBackend(BackendConfig.standard().withThreads(2));
        NativeProgram p = one.compile(convolutions());
        NativeProgram q = two.compile(convolutions())) {
      List<Tensor> first = p.run(inputs(1), List.of());
      List<Tensor> second = q.run(inputs(1), List.of());
      for (int i = 0; i < 5; i++) {
        assertThat(p.run(inputs(1), List.of())).isEqualTo(first);
        assertThat(q.run(inputs(1), List.of())).isEqualTo(second);
      }
      for (int i = 0; i < first.size(); i++) {
        double largest = 0;
        for (double v : first.get(i).toDoubles()) {
          largest = Math.max(largest, Math.abs(v));
        }
        // Sums in another order: relative to the largest, for the terms are that large.
        assertThat(second.get(i).toDoubles())
            .usingComparatorWithPrecision(1e-5 * largest)
            .containsExactly(first.get(i).toDoubles());
      }
    }
  }

  @Test
  void runsAtOnceDoNotDisturbEachOther() throws Exception {
    var pool = Executors.newFixedThreadPool(8);
    try (var backend = new NativeBackend(BackendConfig.standard().withThreads(2))) {
      try (NativeProgram p = backend.compile(convolutions())) {
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
          List<Tensor> in = inputs(t);
          List<Tensor> alone = p.run(in, List.of());
          calls.add(
              () -> {
                for (int i = 0; i < 10; i++) {
                  if (!p.run(in, List.of()).equals(alone)) {
                    return false;
                  }
                }
                return true;
              });
        }
        for (Future<Boolean> f : pool.invokeAll(calls)) {
          assertThat(f.get()).isTrue();
        }
      }
      assertThat(backend.liveBytes()).isZero();
    } finally {
      pool.shutdownNow();
    }
  }
}
