package dev.lamina.backend.dl4j;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs graphs on ND4J's native ops. */
final class Dl4jBackend implements Backend {
  private final Memory memory = new Memory();
  private final int threads;
  private final Backend host;

  /** {@code host}: the Java engine, for the ops that ND4J cannot run. */
  Dl4jBackend(int threads, Backend host) {
    this.threads = threads;
    this.host = host;
  }

  @Override
  public String name() {
    return Dl4jProvider.NAME;
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
    return new Dl4jProgram(
        graph, new Plan(Lowering.apply(graph, Kernels::takesWhole), memory, host), threads);
  }

  @Override
  public Buffer allocate(TensorType type) {
    return new Dl4jBuffer(new Array(memory.allocate(type.bytes()), type));
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public long liveBytes() {
    return memory.liveBytes() + host.liveBytes();
  }

  @Override
  public void close() {
    host.close();
  }
}
