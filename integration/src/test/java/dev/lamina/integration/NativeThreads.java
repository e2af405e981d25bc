package dev.lamina.integration;

import dev.lamina.backend.Backend;
import dev.lamina.backend.Backends;
import dev.lamina.backend.Program;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs something large on the named engine and prints how many threads native code has made in this
 * process: those are the ones that nobody has given a name, so that they have the program's.
 */
final class NativeThreads {
  static final Path TASKS = Path.of("/proc/self/task");

  private NativeThreads() {}

  public static void main(String[] engine) throws IOException {
    Value x = Value.input("x", TensorType.of(DType.FLOAT32, 512, 512));
    Backend backend = Backends.get(engine[0]);
    Graph g = Graph.of(List.of(x), List.of(x.matmul(x).tanh().sum()));
    try (Program p = backend.compile(g)) {
      p.run(List.of(Tensor.zeros(x.type())), List.of());
    }
    String program = Files.readString(Path.of("/proc/self/comm"));
    try (Stream<Path> tasks = Files.list(TASKS)) {
      System.out.println(tasks.filter(t -> name(t).equals(program)).count());
    }
  }

  private static String name(Path task) {
    try {
      return Files.readString(task.resolve("comm"));
    } catch (IOException e) {
      // It has ended.
      return "";
    }
  }
}
