package dev.lamina.backend.onednn;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Composite;
import dev.lamina.graph.pass.Lowering;
import java.util.ArrayList;
import java.util.List;

/** A composite that was kept for its kernel, but does not suit it after all: lowered in place. */
final class Inline {
  private Inline() {}

  static boolean emit(Node node, Emission e) {
    List<Value> leaves = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      leaves.add(Value.input("in" + i, node.in(i).type()));
    }
    Graph g = Graph.of(leaves, ((Composite) node.op()).lower(leaves));
    g = Lowering.apply(g, n -> Composites.keeps(n, e.resources().costs()));
    Emission inner = e.inside(new Uses(g));
    for (int i = 0; i < leaves.size(); i++) {
      inner.put(leaves.get(i), e.place(node.in(i)));
    }
    Planner.emit(g, inner);
    for (int i = 0; i < node.results().size(); i++) {
      Value result = node.result(i);
      Place computed = inner.place(g.outputs().get(i));
      if (e.knows(result)) {
        Copy.emit(computed, e.place(result), e);
      } else {
        e.put(result, computed);
      }
    }
    return true;
  }
}
