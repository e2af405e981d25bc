package dev.lamina.backend.java;

import dev.lamina.backend.Backend;
import dev.lamina.backend.BackendException;
import dev.lamina.backend.Buffer;
import dev.lamina.backend.Program;
import dev.lamina.backend.Unsupported;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Scan;
import dev.lamina.graph.pass.Lowering;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs graphs on Java arrays. */
final class JavaBackend implements Backend {
  private final Parallel parallel;
  private final AtomicLong live = new AtomicLong();

  JavaBackend(int threads) {
    this.parallel = new Parallel(threads);
  }

  @Override
  public String name() {
    return "java";
  }

  @Override
  public List<Unsupported> unsupported(Graph graph) {
    var all = new ArrayList<Unsupported>();
    collect(graph, all);
    return List.copyOf(all);
  }

  private static void collect(Graph graph, List<Unsupported> all) {
    for (Node n : graph.nodes()) {
      Stream.concat(n.inputs().stream(), n.results().stream())
          .map(Value::dtype)
          .filter(d -> d == DType.BFLOAT16 || d == DType.FLOAT16)
          .findFirst()
          .ifPresent(
              d ->
                  all.add(
                      new Unsupported(
                          n,
                          "%s: this engine computes in float32 and float64, not in %s"
                              .formatted(n.op().name(), d.keras()))));
      if (n.op() instanceof Scan s) {
        collect(s.body(), all);
      }
    }
  }

  @Override
  public Program compile(Graph graph) {
    List<Unsupported> problems = unsupported(graph);
    if (!problems.isEmpty()) {
      throw new BackendException(
          problems.stream().map(Unsupported::reason).distinct().collect(Collectors.joining("\n")));
    }
    var plan = new Plan(Lowering.apply(graph, n -> false), parallel);
    return new JavaProgram(graph, plan, live);
  }

  @Override
  public Buffer allocate(TensorType type) {
    return new JavaBuffer(type, live);
  }

  @Override
  public int threads() {
    return parallel.threads();
  }

  @Override
  public long liveBytes() {
    return live.get();
  }

  @Override
  public void close() {
    parallel.close();
  }
}
