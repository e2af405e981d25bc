package dev.lamina.testkit.conformance;

import dev.lamina.backend.Backend;
import dev.lamina.backend.Buffer;
import dev.lamina.backend.Program;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.graph.pass.Passes;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Compiles a graph, runs it once and closes everything. */
final class Execution {
  private Execution() {}

  /** {@code variables}: the graph's variables, holding {@code state}. */
  static List<Tensor> run(
      Backend backend,
      List<Value> inputs,
      List<Tensor> x,
      List<Value> variables,
      List<Tensor> state,
      List<Value> outputs) {
    Graph graph = Passes.standard(new Graph(inputs, variables, outputs, List.of()));
    var buffers = new ArrayList<Buffer>();
    try (Program program = backend.compile(graph)) {
      for (Tensor t : state) {
        Buffer b = backend.allocate(t.type());
        buffers.add(b);
        b.write(t);
      }
      return program.run(x, buffers);
    } finally {
      buffers.forEach(Buffer::close);
    }
  }

  static List<Tensor> run(Backend backend, List<Value> inputs, List<Tensor> x, List<Value> out) {
    return run(backend, inputs, x, List.of(), List.of(), out);
  }
}
