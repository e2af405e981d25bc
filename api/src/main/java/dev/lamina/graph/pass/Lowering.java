package dev.lamina.graph.pass;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.op.Composite;
import dev.lamina.graph.op.Scan;
import java.util.function.Predicate;

/** Replaces the composites that an engine has no kernel for, in scan bodies too. */
public final class Lowering {
  private Lowering() {}

  /** {@code keep}: the composite nodes that the engine takes whole. */
  public static Graph apply(Graph graph, Predicate<Node> keep) {
    Graph g = graph;
    while (needsWork(g, keep)) {
      g =
          GraphMap.apply(
              g,
              (node, in) -> {
                if (node.op() instanceof Composite c && !keep.test(node)) {
                  return c.lower(in);
                }
                if (node.op() instanceof Scan s && needsWork(s.body(), keep)) {
                  var lowered =
                      new Scan(
                          apply(s.body(), keep), s.carries(), s.scanned(), s.length(), s.reverse());
                  return Node.of(lowered, in).results();
                }
                return GraphMap.same(node, in);
              });
    }
    return g;
  }

  private static boolean needsWork(Graph g, Predicate<Node> keep) {
    return g.nodes().stream()
        .anyMatch(
            n ->
                (n.op() instanceof Composite && !keep.test(n))
                    || (n.op() instanceof Scan s && needsWork(s.body(), keep)));
  }
}
