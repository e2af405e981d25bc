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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Multiplies matrices on the engine of the given name, looks now and then which threads of the
 * process want a processor, and prints in how many percent of the looks it was more than one of
 * those that do the work. A thread that other processes keep from its processor wants one, too, so
 * the load of the machine does not matter.
 */
final class BusyThreads {
  static final Path TASKS = Path.of("/proc/self/task");
  private static final int LOOKS = 150;

  private record Task(boolean runnable, long ticks) {}

  private BusyThreads() {}

  public static void main(String[] engine) throws IOException, InterruptedException {
    Backend backend = Backends.get(engine[0]);
    TensorType type = TensorType.of(DType.FLOAT32, 512, 512);
    Value x = Value.input("x", type);
    List<Tensor> in = List.of(Tensor.full(type, 0.5));
    try (Program p = backend.compile(Graph.of(List.of(x), List.of(x.matmul(x))))) {
      var done = new AtomicBoolean();
      var worker =
          new Thread(
              () -> {
                while (!done.get()) {
                  p.run(in, List.of());
                }
              });
      worker.start();
      Thread.sleep(1500); // The just-in-time compiler's threads finish with the loops.
      Map<Path, Task> before = tasks();
      List<Map<Path, Task>> looks = new ArrayList<>();
      for (int i = 0; i < LOOKS; i++) {
        Thread.sleep(4);
        looks.add(tasks());
      }
      done.set(true);
      worker.join();
      System.out.println(percentWithSeveral(before, looks));
    }
    backend.close();
  }

  private static long percentWithSeveral(Map<Path, Task> before, List<Map<Path, Task>> looks) {
    Map<Path, Long> spent = new HashMap<>();
    Map<Path, Task> last = looks.get(looks.size() - 1);
    before.forEach(
        (path, task) -> spent.put(path, last.getOrDefault(path, task).ticks - task.ticks));
    // The thread that looks, and those of the virtual machine, spend little.
    long most = spent.values().stream().mapToLong(t -> t).max().orElse(0);
    spent.values().removeIf(t -> 4 * t < most);
    return 100
        * looks.stream().filter(look -> runnable(look, spent.keySet()) > 1).count()
        / looks.size();
  }

  private static long runnable(Map<Path, Task> look, Set<Path> among) {
    return among.stream().map(look::get).filter(t -> t != null && t.runnable).count();
  }

  private static Map<Path, Task> tasks() throws IOException {
    Map<Path, Task> all = new HashMap<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(TASKS)) {
      for (Path path : paths) {
        try {
          String stat = Files.readString(path.resolve("stat"));
          // Behind the name: the state, and as 12th and 13th the processor time.
          String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
          long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
          all.put(path, new Task(fields[0].equals("R"), ticks));
        } catch (NoSuchFileException ended) {
          all.remove(path);
        }
      }
    }
    return all;
  }
}
