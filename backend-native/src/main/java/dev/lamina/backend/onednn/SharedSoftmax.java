package dev.lamina.backend.onednn;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Softmax;
import dev.lamina.graph.op.SparseSoftmaxCrossEntropy;
import dev.lamina.graph.pass.Rewriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A cross-entropy computes the softmax of its logits anyway: metrics that want the probabilities
 * take it from there.
 */
final class SharedSoftmax {
  private SharedSoftmax() {}

  static Graph apply(Graph g) {
    Map<Value, Node> losses = new HashMap<>();
    for (Node n : g.nodes()) {
      if (n.op() instanceof SparseSoftmaxCrossEntropy) {
        losses.putIfAbsent(n.in(0), n);
      }
    }
    Map<Value, Value> replaced = new HashMap<>();
    for (Node n : g.nodes()) {
      Node loss = n.op() instanceof Softmax ? losses.get(n.in(0)) : null;
      if (loss != null
          && ((Softmax) n.op()).axis() == n.in(0).rank() - 1
          && !Graph.topological(loss.inputs()).contains(n)) {
        replaced.put(n.result(0), loss.result(1));
      }
    }
    if (replaced.isEmpty()) {
      return g;
    }
    var rewriter = new Rewriter(replaced);
    List<Value> outputs = g.outputs().stream().map(rewriter::value).toList();
    List<Graph.Update> updates =
        g.updates().stream()
            .map(u -> new Graph.Update(u.variable(), rewriter.value(u.value())))
            .toList();
    return new Graph(g.inputs(), g.variables(), outputs, updates);
  }
}
