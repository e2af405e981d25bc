package dev.lamina.backend.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.backend.Backend;
import dev.lamina.backend.BackendConfig;
import dev.lamina.backend.Buffer;
import dev.lamina.backend.Program;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The engine as a guest of the process. */
class TfProcessTest {
  /** Opens the engine and runs a program; {@link #startsSilently} looks at what it prints. */
  public static void main(String[] args) {
    try (Backend b = new TfProvider().open(BackendConfig.standard())) {
      Value x = Value.input("x", TensorType.of(DType.FLOAT32, 8, 8));
      try (Program p = b.compile(Graph.of(List.of(x), List.of(x.matmul(x))))) {
        p.run(List.of(Tensor.zeros(x.type())), List.of());
      }
    }
  }

  @Test
  void startsSilently() throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What newer JDKs need to be silent about native libraries themselves.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> a.startsWith("--"))
        .forEach(command::add);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), TfProcessTest.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(printed).isEmpty();
    assertThat(process.exitValue()).isZero();
  }

  /** Threads that run and read while everything is closed under them get errors, not crashes. */
  @Test
  void closingUnderRunningThreadsIsSafe() throws Exception {
    TensorType type = TensorType.of(DType.FLOAT32, 50, 50);
    Value x = Value.input("x", type);
    Value v = Value.variable("v", type);
    Value y = x.matmul(v).tanh();
    Graph g = new Graph(List.of(x), List.of(v), List.of(y.sum()), List.of(new Graph.Update(v, y)));
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 20; round++) {
        Backend backend = new TfProvider().open(BackendConfig.standard().withThreads(2));
        Program p = backend.compile(g);
        var futures = new ArrayList<Future<Integer>>();
        for (int t = 0; t < 4; t++) {
          Buffer b = backend.allocate(type);
          futures.add(pool.submit(() -> runUntilClosed(p, b)));
        }
        for (int i = 0; i < 5; i++) {
          try (Program other = backend.compile(g);
              Buffer b = backend.allocate(type)) {
            other.run(List.of(Tensor.zeros(type)), List.of(b));
          }
        }
        if (round % 2 == 0) {
          p.close();
        }
        backend.close();
        for (Future<Integer> f : futures) {
          assertThat(f.get(30, TimeUnit.SECONDS)).isNotNegative();
        }
        assertThat(backend.liveBytes()).isZero();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static int runUntilClosed(Program p, Buffer b) {
    Tensor in = Tensor.zeros(b.type());
    for (int n = 0; ; n++) {
      try {
        p.run(List.of(in), List.of(b));
        b.read();
      } catch (IllegalStateException closed) {
        return n;
      }
    }
  }
}
