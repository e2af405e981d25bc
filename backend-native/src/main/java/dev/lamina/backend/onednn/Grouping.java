package dev.lamina.backend.onednn;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Broadcast;
import dev.lamina.graph.op.RandomUniform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Divides a graph's nodes among kernels: which elementwise nodes are fused with what. */
final class Grouping {
  private final Uses uses;
  private final Costs costs;
  private final List<Group> groups = new ArrayList<>();
  private final Map<Node, Group> groupOf = new HashMap<>();
  private Optional<Group> scalars = Optional.empty();

  private Grouping(Uses uses, Costs costs) {
    this.uses = uses;
    this.costs = costs;
  }

  static Grouping of(Graph graph, Uses uses, Costs costs) {
    var g = new Grouping(uses, costs);
    for (Node n : graph.nodes()) {
      if (!Graph.isLeaf(n) && !Emission.isLiteral(n) && !Uses.isAlias(n)) {
        g.add(n);
      }
    }
    return g;
  }

  List<Group> groups() {
    return groups;
  }

  /** The group that computes {@code v}; none for inputs, variables and constants. */
  Optional<Group> producer(Value v) {
    return Optional.ofNullable(groupOf.get(Uses.root(v).node()));
  }

  private void add(Node n) {
    Group g = chain(n).or(() -> cluster(n)).orElseGet(() -> fresh(n));
    g.nodes().add(n);
    groupOf.put(n, g);
    for (Value in : n.inputs()) {
      producer(in).filter(p -> p != g).ifPresent(g.needs()::add);
    }
  }

  private Group fresh(Node n) {
    boolean cluster = isLoop(n);
    var g = new Group(cluster ? Group.Kind.CLUSTER : Group.Kind.CHAIN, groups.size());
    groups.add(g);
    if (cluster && n.result(0).shape().size() == 1) {
      scalars = Optional.of(g);
    }
    return g;
  }

  /** Whether the node becomes a part of a Java loop. */
  private boolean isLoop(Node n) {
    return Pointwise.supports(n)
        && !Eltwise.worthPrimitive(n, costs)
        && !Conditions.worthPrimitive(n, costs)
        && !(n.op() instanceof Broadcast && Broadcasts.worthPrimitive(n, costs));
  }

  /** The chain whose last result only this node reads, if the node can be done on the way. */
  private Optional<Group> chain(Node n) {
    for (int i = 0; i < n.inputs().size(); i++) {
      Value in = n.in(i);
      Group g = groupOf.get(in.node());
      if (g != null
          && g.kind() == Group.Kind.CHAIN
          && g.last() == in.node()
          && uses.isPrivate(in)
          && follows(n, i, g)
          && joins(n, g)) {
        return Optional.of(g);
      }
    }
    return Optional.empty();
  }

  private static boolean follows(Node n, int i, Group g) {
    return g.head().op() instanceof RandomUniform
        ? g.tail().isEmpty() && Randoms.isMask(n, i)
        : Eltwise.takesTail(g.head()) && Eltwise.canFollow(n, i);
  }

  private Optional<Group> cluster(Node n) {
    if (!isLoop(n)) {
      return Optional.empty();
    }
    for (Value in : n.inputs()) {
      Group g = groupOf.get(Uses.root(in).node());
      if (g != null
          && g.kind() == Group.Kind.CLUSTER
          && g.shape().equals(n.result(0).shape())
          && joins(n, g)) {
        return Optional.of(g);
      }
    }
    // Scalars need not be connected: metrics and counters are many and tiny.
    return n.result(0).shape().size() == 1
        ? scalars.filter(g -> g.shape().equals(n.result(0).shape()) && joins(n, g))
        : Optional.empty();
  }

  /** Whether the groups still have an order if {@code g} reads what {@code n} reads. */
  private boolean joins(Node n, Group g) {
    return n.inputs().stream().allMatch(in -> producer(in).map(p -> joins(in, p, g)).orElse(true));
  }

  private static boolean joins(Value in, Group producer, Group g) {
    // A kernel cannot read its own result in another shape.
    return producer == g ? Uses.root(in) == in : !producer.follows(g);
  }
}
