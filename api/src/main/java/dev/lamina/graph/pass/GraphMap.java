package dev.lamina.graph.pass;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rebuilds a graph node by node; inputs and variables keep their identity. */
final class GraphMap {
  /** The results that stand in for a node's, given its rebuilt inputs. */
  interface Rule {
    List<Value> apply(Node node, List<Value> inputs);
  }

  private GraphMap() {}

  static Graph apply(Graph g, Rule rule) {
    Map<Value, Value> done = new HashMap<>();
    for (Node n : g.nodes()) {
      List<Value> results = n.results();
      if (!Graph.isLeaf(n)) {
        var inputs = new ArrayList<Value>(n.inputs().size());
        n.inputs().forEach(i -> inputs.add(get(done, i)));
        results = rule.apply(n, inputs);
      }
      for (int i = 0; i < results.size(); i++) {
        done.put(n.result(i), results.get(i));
      }
    }
    return new Graph(
        g.inputs(),
        g.variables(),
        g.outputs().stream().map(o -> get(done, o)).toList(),
        g.updates().stream()
            .map(u -> new Graph.Update(u.variable(), get(done, u.value())))
            .toList());
  }

  /** The node itself where its inputs did not change, else the op on the new inputs. */
  static List<Value> same(Node n, List<Value> inputs) {
    return n.inputs().equals(inputs) ? n.results() : Node.of(n.op(), inputs).results();
  }

  private static Value get(Map<Value, Value> done, Value v) {
    return done.getOrDefault(v, v);
  }
}
