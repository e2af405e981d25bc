package dev.lamina.backend;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.ArgReduce;
import dev.lamina.graph.op.Binary;
import dev.lamina.graph.op.Cast;
import dev.lamina.graph.op.Gather;
import dev.lamina.graph.op.Op;
import dev.lamina.graph.op.Reduce;
import dev.lamina.graph.op.Reshape;
import dev.lamina.graph.op.Scan;
import dev.lamina.graph.op.ScatterAdd;
import dev.lamina.graph.op.Variable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The errors of a run that depend on the values it gets. A run that fails changes no variable, so
 * an engine that updates variables in place runs {@link #candidates} first.
 */
public final class RunErrors {
  private RunErrors() {}

  private record Range(Value indices, int size) {}

  /**
   * The nodes of a graph at which a run can fail: indices out of range, integer division by zero.
   * Left out is a scatter whose indices a gather checks as well, which is every gather's gradient.
   */
  public static List<Node> candidates(Graph graph) {
    Set<Range> gathered = new HashSet<>();
    for (Node n : graph.nodes()) {
      if (n.op() instanceof Gather g) {
        gathered.add(new Range(n.in(1), n.in(0).dim(g.axis())));
      }
    }
    return graph.nodes().stream()
        .filter(RunErrors::canFail)
        .filter(
            n ->
                !(n.op() instanceof ScatterAdd s
                    && gathered.contains(new Range(n.in(0), s.size()))))
        .toList();
  }

  private static boolean canFail(Node n) {
    Op op = n.op();
    if (op instanceof Binary b) {
      return (b.kind() == Binary.Kind.DIV || b.kind() == Binary.Kind.POW)
          && !n.in(0).dtype().isFloating();
    }
    if (op instanceof Reduce || op instanceof ArgReduce) {
      // An empty array has no largest element.
      return n.in(0).shape().size() == 0;
    }
    return op instanceof Gather
        || op instanceof ScatterAdd
        || (op instanceof Scan s && s.body().nodes().stream().anyMatch(RunErrors::canFail));
  }

  /**
   * The error of a gather or scatter for an index that is out of range: {@code gather: index 12 at
   * position 3 is not in [0, 10) of 'embedding/embeddings'; ...}.
   *
   * @param position where the index is among the node's indices
   */
  public static IllegalArgumentException index(Node node, long index, String position) {
    if (node.op() instanceof Gather g) {
      int n = node.in(0).dim(g.axis());
      return index("gather", index, position, n, weight(node.in(0)));
    }
    return index("scatter_add", index, position, ((ScatterAdd) node.op()).size(), "");
  }

  private static IllegalArgumentException index(
      String op, long index, String position, int n, String weight) {
    String message =
        "%s: index %d at position %s is not in [0, %d)".formatted(op, index, position, n);
    return new IllegalArgumentException(
        weight.isEmpty()
            ? message + "; indices count from 0"
            : "%s of '%s'; indices count from 0: mend the data, or give the layer more rows (Embedding: inputDim)"
                .formatted(message, weight));
  }

  /** The path of the weight that {@code v} is, in whatever dtype or shape; empty if it is none. */
  private static String weight(Value v) {
    Value at = v;
    while (at.op() instanceof Cast || at.op() instanceof Reshape) {
      at = at.node().in(0);
    }
    return at.op() instanceof Variable w ? w.path() : "";
  }
}
