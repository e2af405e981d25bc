package dev.lamina.backend.onednn;

import dev.lamina.backend.Backend;
import dev.lamina.backend.BackendConfig;
import dev.lamina.backend.BackendException;
import dev.lamina.backend.Buffer;
import dev.lamina.backend.Unsupported;
import dev.lamina.backend.java.JavaProvider;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.pass.Widening;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Compiles graphs to plans of oneDNN primitives. */
final class NativeBackend implements Backend {
  private final Allocator allocator = new Allocator();
  private final OneDnn oneDnn = new OneDnn();
  private final Costs costs;
  private final int threads;
  private final OpenMp openMp = OpenMp.loaded();
  private final Backend java;

  NativeBackend(BackendConfig config) {
    this(config, Costs.measured());
  }

  /** With costs that tests choose, so that small cases reach the kernels for large ones. */
  NativeBackend(BackendConfig config, Costs costs) {
    this.costs = costs;
    this.threads = config.threads().orElse(Runtime.getRuntime().availableProcessors());
    this.java = new JavaProvider().open(config);
  }

  @Override
  public String name() {
    return "native";
  }

  /**
   * Whatever the Java engine runs, this one does, which takes what has no kernel here; but for
   * values that a Java buffer cannot show.
   */
  @Override
  public List<Unsupported> unsupported(Graph graph) {
    var all = new ArrayList<>(java.unsupported(graph));
    for (Node n : graph.nodes()) {
      n.results().stream()
          .filter(v -> v.type().bytes() > Integer.MAX_VALUE)
          .map(v -> new Unsupported(n, tooLarge(v.type())))
          .forEach(all::add);
    }
    return List.copyOf(all);
  }

  private static String tooLarge(TensorType type) {
    return "the native engine holds values of up to 2 GB, got %s of %d bytes; use smaller batches"
        .formatted(type, type.bytes());
  }

  @Override
  public NativeProgram compile(Graph graph) {
    List<Unsupported> problems = unsupported(graph);
    if (!problems.isEmpty()) {
      throw new BackendException(
          problems.stream().map(Unsupported::reason).distinct().collect(Collectors.joining("\n")));
    }
    int programThreads = Work.of(graph) < costs.serial() ? 1 : threads;
    openMp.threads(programThreads);
    var resources = new Resources(allocator, oneDnn, java, costs);
    boolean done = false;
    try {
      Plan plan = Planner.plan(Widening.apply(graph), resources);
      done = true;
      return new NativeProgram(
          graph,
          plan,
          resources,
          () -> new Context(allocator, oneDnn, plan, graph.variables().size()),
          () -> openMp.threads(programThreads));
    } finally {
      if (!done) {
        resources.close();
      }
    }
  }

  @Override
  public Buffer allocate(TensorType type) {
    if (type.bytes() > Integer.MAX_VALUE) {
      throw new BackendException(tooLarge(type));
    }
    return new NativeBuffer(allocator, type);
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public long liveBytes() {
    return allocator.live();
  }

  @Override
  public void close() {
    java.close();
  }
}
