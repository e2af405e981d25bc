package dev.lamina.graph.pass;

import dev.lamina.graph.Graph;

/**
 * The passes that every graph goes through before an engine sees it. Dead code needs none: a graph
 * holds only what its outputs and updates need.
 */
public final class Passes {
  private Passes() {}

  public static Graph standard(Graph graph) {
    return CommonSubexpressions.apply(
        Simplify.apply(CommonSubexpressions.apply(Simplify.apply(graph))));
  }
}
