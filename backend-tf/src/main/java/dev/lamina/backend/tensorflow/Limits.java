package dev.lamina.backend.tensorflow;

import dev.lamina.backend.Unsupported;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.op.AvgPoolGrad;
import dev.lamina.graph.op.Pool;
import dev.lamina.graph.op.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What TensorFlow has no kernel for. */
final class Limits {
  private Limits() {}

  static List<Unsupported> of(Graph graph) {
    var found = new ArrayList<Unsupported>();
    for (Node node : graph.nodes()) {
      reason(node).ifPresent(r -> found.add(new Unsupported(node, r)));
      if (node.op() instanceof Scan s) {
        found.addAll(of(s.body()));
      }
    }
    return found;
  }

  private static Optional<String> reason(Node node) {
    boolean averages =
        node.op() instanceof AvgPoolGrad
            || (node.op() instanceof Pool p && p.kind() == Pool.Kind.AVG);
    return averages && !node.in(0).dtype().isFloating()
        ? Optional.of("TensorFlow averages floats only; cast the input")
        : Optional.empty();
  }
}
