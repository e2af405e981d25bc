package dev.lamina.testkit.toy;

import dev.lamina.backend.Backend;
import dev.lamina.backend.BackendException;
import dev.lamina.backend.Buffer;
import dev.lamina.backend.Program;
import dev.lamina.backend.Unsupported;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.pass.Lowering;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs graphs of a dozen operations on Java arrays. */
final class ToyBackend implements Backend {
  private static final Set<DType> DTYPES = Set.of(DType.FLOAT32, DType.FLOAT64, DType.INT32);

  private final AtomicLong live = new AtomicLong();

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public List<Unsupported> unsupported(Graph graph) {
    var all = new ArrayList<Unsupported>();
    for (Node n : primitives(graph).nodes()) {
      Stream.concat(n.inputs().stream(), n.results().stream())
          .map(Value::dtype)
          .filter(d -> !DTYPES.contains(d))
          .findFirst()
          .ifPresent(d -> all.add(new Unsupported(n, "toy has no " + d.keras())));
      if (!Graph.isLeaf(n) && ToyKernels.of(n).isEmpty()) {
        all.add(new Unsupported(n, "toy has no kernel for " + n.op()));
      }
    }
    return all;
  }

  /** No composite has a kernel of its own here. */
  private static Graph primitives(Graph graph) {
    return Lowering.apply(graph, node -> false);
  }

  @Override
  public Program compile(Graph graph) {
    List<Unsupported> problems = unsupported(graph);
    if (!problems.isEmpty()) {
      throw new BackendException(
          problems.stream().map(Unsupported::reason).distinct().collect(Collectors.joining("\n")));
    }
    return new ToyProgram(primitives(graph));
  }

  @Override
  public Buffer allocate(TensorType type) {
    return new ToyBuffer(type, live);
  }

  @Override
  public long liveBytes() {
    return live.get();
  }

  @Override
  public void close() {}
}
