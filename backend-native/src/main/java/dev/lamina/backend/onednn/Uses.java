package dev.lamina.backend.onednn;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reshape;
import dev.lamina.graph.op.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who reads which value of a graph, and which values share memory because no copy is needed. */
final class Uses {
  private final Map<Value, List<Node>> consumers = new HashMap<>();
  private final Set<Value> results = new HashSet<>();

  Uses(Graph graph) {
    for (Node n : graph.nodes()) {
      for (Value in : n.inputs()) {
        consumers.computeIfAbsent(in, k -> new ArrayList<>()).add(n);
      }
    }
    results.addAll(graph.outputs());
    graph.updates().forEach(u -> results.add(u.value()));
  }

  /** The nodes that read {@code v}, once for each time they do. */
  List<Node> consumers(Value v) {
    return consumers.getOrDefault(v, List.of());
  }

  /** Whether {@code v} is an output or a variable's new value. */
  boolean isResult(Value v) {
    return results.contains(v);
  }

  /** The outputs and the variables' new values. */
  Set<Value> results() {
    return results;
  }

  /** Whether {@code v} is read by one node only, once, and is no result. */
  boolean isPrivate(Value v) {
    return consumers(v).size() == 1 && !isResult(v);
  }

  /** Whether the node's result is its input's memory, or a part of it. */
  static boolean isAlias(Node n) {
    return n.op() instanceof Reshape || (n.op() instanceof Slice s && isContiguous(s, n.in(0)));
  }

  /** The value in whose memory {@code v} lives. */
  static Value root(Value v) {
    Value r = v;
    while (isAlias(r.node())) {
      r = r.node().in(0);
    }
    return r;
  }

  /** Whether a slice is one piece: whole rows after the first axis of more than one entry. */
  static boolean isContiguous(Slice s, Value in) {
    boolean whole = false;
    for (int a = 0; a < in.rank(); a++) {
      int n = s.limit().get(a) - s.start().get(a);
      if (whole && n != in.dim(a)) {
        return false;
      }
      if (s.stride().get(a) != 1 && n > 1) {
        return false;
      }
      whole |= n != 1;
    }
    return true;
  }
}
