package dev.lamina.graph.pass;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Broadcast;
import dev.lamina.graph.op.RandomUniform;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A sub-graph that may read values from around it: they become further inputs of {@code body},
 * after those it has. What does not depend on the inputs is computed outside, once; constants and
 * broadcasts stay inside.
 *
 * @param captured the values around it, one per further input
 */
public record Closure(Graph body, List<Value> captured) {
  /** {@code outputs} as a function of {@code inputs} and of what they read besides. */
  public static Closure of(List<Value> inputs, List<Value> outputs) {
    Set<Value> inside = new HashSet<>(inputs);
    Set<Value> constant = new HashSet<>();
    Map<Value, Value> outer = new LinkedHashMap<>();
    for (Node n : Graph.topological(outputs)) {
      if (n.inputs().stream().anyMatch(inside::contains)) {
        inside.addAll(n.results());
        n.inputs().forEach(v -> capture(v, inside, constant, outer));
      } else if (!Graph.isLeaf(n)
          && !(n.op() instanceof RandomUniform)
          && constant.containsAll(n.inputs())) {
        constant.addAll(n.results());
      }
    }
    outputs.forEach(v -> capture(v, inside, constant, outer));
    var rewriter = new Rewriter(outer);
    var in = new ArrayList<>(inputs);
    in.addAll(outer.values());
    return new Closure(
        Graph.of(in, outputs.stream().map(rewriter::value).toList()), List.copyOf(outer.keySet()));
  }

  private static void capture(
      Value v, Set<Value> inside, Set<Value> constant, Map<Value, Value> outer) {
    if (inside.contains(v) || constant.contains(v)) {
      return;
    }
    if (v.node().op() instanceof Broadcast) {
      inside.add(v);
      capture(v.node().in(0), inside, constant, outer);
    } else {
      outer.computeIfAbsent(v, o -> Value.input("outer", o.type()));
    }
  }
}
