package dev.lamina.backend.dl4j;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.ConvInputGrad;
import dev.lamina.graph.op.ConvKernelGrad;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Input and kernel gradients of the same convolution, which ND4J computes in one call: twice the
 * work if they are asked for one by one.
 */
final class ConvPairs {
  /** The convolution's two gradient nodes. */
  record Pair(Node input, Node kernel) {
    Value x() {
      return kernel.in(0);
    }

    Value k() {
      return input.in(1);
    }

    Value g() {
      return input.in(0);
    }

    ConvInputGrad op() {
      return (ConvInputGrad) input.op();
    }
  }

  private final Map<Node, Pair> pairs = new HashMap<>();

  ConvPairs(Graph graph) {
    Set<Value> known = new HashSet<>();
    // Gradients that come before, alone or as a pair's first, or are a pair's second.
    Set<Node> settled = new HashSet<>();
    for (Node n : graph.nodes()) {
      boolean gradient = n.op() instanceof ConvInputGrad || n.op() instanceof ConvKernelGrad;
      if (gradient && settled.add(n)) {
        partner(n, graph.nodes(), settled)
            .filter(p -> known.contains(p.x()) && known.contains(p.k()) && canRun(p))
            .ifPresent(
                p -> {
                  pairs.put(n, p);
                  settled.addAll(List.of(p.input, p.kernel));
                });
      }
      known.addAll(n.results());
    }
  }

  private static boolean canRun(Pair p) {
    return Convolutions.canRun(p.op().window(), p.op().groups(), p.op().input());
  }

  private static Optional<Pair> partner(Node n, List<Node> nodes, Set<Node> settled) {
    return nodes.stream()
        .filter(m -> !settled.contains(m))
        .map(m -> n.op() instanceof ConvInputGrad ? new Pair(n, m) : new Pair(m, n))
        .filter(ConvPairs::isPair)
        .findFirst();
  }

  private static boolean isPair(Pair p) {
    return p.input.op() instanceof ConvInputGrad i
        && p.kernel.op() instanceof ConvKernelGrad k
        && p.g() == p.kernel.in(1)
        && i.window().equals(k.window())
        && i.groups() == k.groups()
        && i.input().equals(p.x().shape())
        && k.kernel().equals(p.k().shape());
  }

  /** The pair whose gradients are both computed when this node, its first one, comes. */
  Optional<Pair> of(Node node) {
    return Optional.ofNullable(pairs.get(node));
  }
}
