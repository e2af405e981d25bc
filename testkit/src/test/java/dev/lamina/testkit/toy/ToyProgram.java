package dev.lamina.testkit.toy;

import dev.lamina.backend.Arguments;
import dev.lamina.backend.Buffer;
import dev.lamina.backend.Program;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Walks the nodes in order. All that a run changes is its own, so runs may overlap. */
final class ToyProgram implements Program {
  private final Graph graph;

  ToyProgram(Graph graph) {
    this.graph = graph;
  }

  @Override
  public List<Tensor> run(List<Tensor> inputs, List<Buffer> variables) {
    Arguments.check(graph, inputs, variables);
    Map<Value, Tensor> values = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      values.put(graph.inputs().get(i), inputs.get(i));
    }
    for (int i = 0; i < variables.size(); i++) {
      values.put(graph.variables().get(i), variables.get(i).read());
    }
    for (Node n : graph.nodes()) {
      if (!Graph.isLeaf(n)) {
        List<Tensor> in = n.inputs().stream().map(v -> get(values, v)).toList();
        Value result = n.result(0);
        double[] out = ToyKernels.of(n).orElseThrow().run(in);
        values.put(result, Tensor.wrap(out, result.shape()).cast(result.dtype()));
      }
    }
    List<Tensor> outputs = graph.outputs().stream().map(v -> copy(get(values, v))).toList();
    // All is computed by now: an update may read what another one writes.
    for (Graph.Update u : graph.updates()) {
      variables.get(graph.variables().indexOf(u.variable())).write(get(values, u.value()));
    }
    return outputs;
  }

  private static Tensor get(Map<Value, Tensor> values, Value v) {
    return Objects.requireNonNull(values.get(v), () -> "not computed: " + v);
  }

  /** The caller may change its inputs after the run, and an output may be one of them. */
  static Tensor copy(Tensor t) {
    return Tensor.wrap(t.toDoubles(), t.shape()).cast(t.dtype());
  }

  @Override
  public void close() {}
}
