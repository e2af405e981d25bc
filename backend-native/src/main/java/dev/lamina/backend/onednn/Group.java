package dev.lamina.backend.onednn;

import dev.lamina.graph.Node;
import dev.lamina.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Nodes that one kernel computes. A chain is a head and elementwise nodes that each take the result
 * of the node before; a cluster is any set of elementwise nodes of one shape.
 */
final class Group {
  enum Kind {
    CHAIN,
    CLUSTER
  }

  private final Kind kind;
  private final int number;
  private final List<Node> nodes = new ArrayList<>();
  private final Set<Group> needs = new LinkedHashSet<>();

  Group(Kind kind, int number) {
    this.kind = kind;
    this.number = number;
  }

  Kind kind() {
    return kind;
  }

  /** The order in which groups were made: that of the graph. */
  int number() {
    return number;
  }

  /** In the order of the graph. */
  List<Node> nodes() {
    return nodes;
  }

  Node head() {
    return nodes.get(0);
  }

  Node last() {
    return nodes.get(nodes.size() - 1);
  }

  /** The elementwise nodes after the head. */
  List<Node> tail() {
    return nodes.subList(1, nodes.size());
  }

  Shape shape() {
    return head().result(0).shape();
  }

  /** The groups that must run before this one. */
  Set<Group> needs() {
    return needs;
  }

  /** Whether this group must run after {@code other}, directly or not. */
  boolean follows(Group other) {
    // Iterative, because a deep model is a long path.
    Set<Group> seen = new HashSet<>();
    var stack = new ArrayList<Group>(List.of(this));
    while (!stack.isEmpty()) {
      Group g = stack.remove(stack.size() - 1);
      if (g == other) {
        return true;
      }
      if (seen.add(g)) {
        stack.addAll(g.needs);
      }
    }
    return false;
  }
}
