package dev.lamina.serialization;

import dev.lamina.layers.LayerCall;
import dev.lamina.layers.Shared;
import dev.lamina.layers.SymbolicTensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Keras' order of a functional model's operations: by depth (the distance from the outputs), the
 * deepest first, then by first visit from the outputs.
 */
final class OperationOrder {
  /** A call is a node; a mask operation is called once. */
  private record Node(Operation operation, Object call) {}

  private final Function<LayerCall, List<Operation.Mask>> masks;
  private final Map<Shared, Operation.OfLayer> layers = new HashMap<>();
  private final Map<Object, Node> nodes = new HashMap<>();
  private final List<Node> finished = new ArrayList<>();
  private final Map<Operation, Integer> firstVisit = new LinkedHashMap<>();

  /** {@code masks}: what a call takes as mask arguments. */
  OperationOrder(Function<LayerCall, List<Operation.Mask>> masks) {
    this.masks = masks;
  }

  /** All operations that the outputs (and inputs) need. */
  List<Operation> of(List<SymbolicTensor> outputs, List<SymbolicTensor> inputs) {
    outputs.forEach(t -> visit(t.source()));
    inputs.forEach(t -> visit(t.source()));
    Map<Node, Integer> nodeDepth = new LinkedHashMap<>();
    Map<Operation, Integer> depth = new LinkedHashMap<>();
    var fromOutputs = new ArrayList<>(finished);
    Collections.reverse(fromOutputs);
    for (Node n : fromOutputs) {
      int d = Math.max(nodeDepth.getOrDefault(n, 0), depth.getOrDefault(n.operation, 0));
      depth.put(n.operation, d);
      nodeDepth.put(n, d);
      for (Object parent : parents(n.call)) {
        nodeDepth.merge(node(parent), d + 1, Math::max);
      }
    }
    Comparator<Operation> byDepth = Comparator.comparing(o -> -depth.getOrDefault(o, 0));
    return firstVisit.keySet().stream()
        .sorted(byDepth.thenComparing(o -> firstVisit.getOrDefault(o, 0)))
        .toList();
  }

  private Node node(Object call) {
    Node n = nodes.get(call);
    if (n == null) {
      n =
          call instanceof LayerCall c
              ? new Node(layers.computeIfAbsent(c.layer(), Operation.OfLayer::new), c)
              : new Node((Operation) call, call);
      nodes.put(call, n);
    }
    return n;
  }

  /** Depth first, without recursion: models may be deep. */
  private void visit(Object root) {
    record Visit(Object call, boolean done) {}
    Map<Object, Boolean> seen = new HashMap<>();
    finished.forEach(n -> seen.put(n.call, true));
    var stack = new ArrayDeque<Visit>();
    stack.push(new Visit(root, false));
    while (!stack.isEmpty()) {
      Visit v = stack.pop();
      if (v.done) {
        finish(node(v.call));
      } else if (seen.put(v.call, true) == null) {
        Node n = node(v.call);
        firstVisit.putIfAbsent(n.operation, firstVisit.size());
        stack.push(new Visit(v.call, true));
        List<Object> parents = parents(v.call);
        for (int i = parents.size() - 1; i >= 0; i--) {
          stack.push(new Visit(parents.get(i), false));
        }
      }
    }
  }

  private void finish(Node n) {
    finished.add(n);
    if (n.operation instanceof Operation.OfLayer l && n.call instanceof LayerCall c) {
      l.calls().add(c);
    }
  }

  /** What a call reads, in the order of its arguments. */
  private List<Object> parents(Object call) {
    var out = new ArrayList<Object>();
    if (call instanceof LayerCall c) {
      c.reads().forEach(t -> out.add(t.source()));
      out.addAll(masks.apply(c));
    } else if (call instanceof Operation.Mask m) {
      for (Operation.Arg a : m.args()) {
        a.tensor().ifPresent(t -> out.add(t.source()));
        a.mask().ifPresent(out::add);
      }
    }
    return out;
  }
}
