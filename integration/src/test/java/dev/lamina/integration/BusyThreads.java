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
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Multiplies matrices on the engine of the given name and prints how many threads of the process do
 * so: those with a noticeable part of the processor time. Processor time, not time: other processes
 * do not change the count.
 */
final class BusyThreads {
  static final Path TASKS = Path.of("/proc/self/task");
  private static final long CLOCK_TICKS = 100;

  private BusyThreads() {}

  public static void main(String[] engine) throws IOException {
    Backend backend = Backends.get(engine[0]);
    TensorType type = TensorType.of(DType.FLOAT32, 512, 512);
    Value x = Value.input("x", type);
    List<Tensor> in = List.of(Tensor.full(type, 0.5));
    try (Program p = backend.compile(Graph.of(List.of(x), List.of(x.matmul(x))))) {
      work(p, in, CLOCK_TICKS); // The compiler's threads finish with the loops.
      Map<Path, Long> before = ticks();
      work(p, in, CLOCK_TICKS / 2);
      Map<Path, Long> spent = ticks();
      before.forEach((task, t) -> spent.computeIfPresent(task, (k, now) -> now - t));
      long most = spent.values().stream().mapToLong(t -> t).max().orElse(0);
      System.out.println(spent.values().stream().filter(t -> 4 * t > most).count());
    }
    backend.close();
  }

  private static void work(Program p, List<Tensor> in, long ticks) throws IOException {
    long end = total() + ticks;
    while (total() < end) {
      for (int i = 0; i < 10; i++) {
        p.run(in, List.of());
      }
    }
  }

  private static long total() throws IOException {
    return ticks().values().stream().mapToLong(t -> t).sum();
  }

  /** Processor time of each thread: fields 14 and 15 of its stat file. */
  private static Map<Path, Long> ticks() throws IOException {
    var all = new HashMap<Path, Long>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      for (Path task : tasks) {
        try {
          String stat = Files.readString(task.resolve("stat"));
          String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
          all.put(task, Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
        } catch (NoSuchFileException ended) {
          all.remove(task);
        }
      }
    }
    return all;
  }
}
