package dev.lamina.backend.onednn;

import dev.lamina.backend.Program;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A node as a program of the Java engine: for the ops and element types that have no kernel here.
 */
final class Fallback {
  private Fallback() {}

  static void emit(Node node, Emission e) {
    List<Value> leaves = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      leaves.add(Value.input("in" + i, node.in(i).type()));
    }
    Graph graph = Graph.of(leaves, Node.of(node.op(), leaves).results());
    Program program = e.resources().java().compile(graph);
    e.resources().own(program::close);
    List<Place> reads = node.inputs().stream().map(e::place).toList();
    List<Place> writes = node.results().stream().map(e::result).toList();
    e.add(
        new JavaStep(
            "java " + node.op().name(), reads, writes, c -> bind(program, c, reads, writes)));
  }

  private static Runnable bind(Program program, Context c, List<Place> reads, List<Place> writes) {
    List<View> in = reads.stream().map(c::view).toList();
    List<View> out = writes.stream().map(c::view).toList();
    return () -> {
      List<Tensor> results = program.run(in.stream().map(View::read).toList(), List.of());
      for (int i = 0; i < out.size(); i++) {
        out.get(i).write(results.get(i));
      }
    };
  }
}
