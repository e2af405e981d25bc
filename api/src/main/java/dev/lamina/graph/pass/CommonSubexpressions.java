package dev.lamina.graph.pass;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes equal things once: all ops are pure, so equal op and equal inputs mean equal results.
 */
public final class CommonSubexpressions {
  private CommonSubexpressions() {}

  public static Graph apply(Graph graph) {
    record Key(Op op, List<Value> inputs) {}
    Map<Key, List<Value>> seen = new HashMap<>();
    return GraphMap.apply(
        graph,
        (node, in) ->
            seen.computeIfAbsent(new Key(node.op(), in), k -> GraphMap.same(node, k.inputs())));
  }
}
