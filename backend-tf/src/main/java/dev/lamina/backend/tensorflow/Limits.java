package dev.lamina.backend.tensorflow;

import dev.lamina.backend.Unsupported;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.op.AvgPoolGrad;
import dev.lamina.graph.op.CumSum;
import dev.lamina.graph.op.MaxPoolGrad;
import dev.lamina.graph.op.Op;
import dev.lamina.graph.op.Pool;
import dev.lamina.graph.op.Scan;
import dev.lamina.graph.op.ScatterAdd;
import dev.lamina.graph.op.TopK;
import dev.lamina.tensor.DType;
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
    Op op = node.op();
    boolean averages =
        op instanceof AvgPoolGrad || (op instanceof Pool p && p.kind() == Pool.Kind.AVG);
    if (averages && !node.in(0).dtype().isFloating()) {
      return Optional.of("TensorFlow averages floats only; cast the input");
    }
    boolean numbersOnly =
        op instanceof Pool
            || op instanceof MaxPoolGrad
            || op instanceof CumSum
            || op instanceof TopK
            || op instanceof ScatterAdd;
    boolean bool = numbersOnly && node.result(0).dtype() == DType.BOOL;
    return bool
        ? Optional.of("TensorFlow has no bool kernel for this; cast the input")
        : Optional.empty();
  }
}
