package dev.lamina.serialization;

import dev.lamina.layers.LayerCall;
import dev.lamina.layers.Shared;
import dev.lamina.layers.SymbolicTensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Keras' order of a functional model's layers and operations: by depth (the distance from the
 * outputs), the deepest first, then by first visit from the outputs.
 */
final class OperationOrder {
  private final Function<LayerCall, Optional<SymbolicTensor>> mask;
  private final List<LayerCall> finished = new ArrayList<>();
  private final Map<Shared, Integer> firstVisit = new LinkedHashMap<>();

  /** {@code mask}: what a call takes as its mask argument. */
  OperationOrder(Function<LayerCall, Optional<SymbolicTensor>> mask) {
    this.mask = mask;
  }

  /** All that the outputs (and inputs) need. */
  List<Entry> of(List<SymbolicTensor> outputs, List<SymbolicTensor> inputs) {
    outputs.forEach(t -> visit(t.source()));
    inputs.forEach(t -> visit(t.source()));
    Map<LayerCall, Integer> callDepth = new LinkedHashMap<>();
    Map<Shared, Integer> depth = new HashMap<>();
    var fromOutputs = new ArrayList<>(finished);
    Collections.reverse(fromOutputs);
    for (LayerCall c : fromOutputs) {
      int d = Math.max(callDepth.getOrDefault(c, 0), depth.getOrDefault(c.layer(), 0));
      depth.put(c.layer(), d);
      callDepth.put(c, d);
      for (LayerCall parent : parents(c)) {
        callDepth.merge(parent, d + 1, Math::max);
      }
    }
    Map<Shared, List<LayerCall>> calls = new HashMap<>();
    finished.forEach(c -> calls.computeIfAbsent(c.layer(), l -> new ArrayList<>()).add(c));
    Comparator<Shared> byDepth = Comparator.comparing(l -> -depth.getOrDefault(l, 0));
    return firstVisit.keySet().stream()
        .sorted(byDepth.thenComparing(l -> firstVisit.getOrDefault(l, 0)))
        .map(l -> new Entry(l, calls.getOrDefault(l, List.of())))
        .toList();
  }

  /** Depth first, without recursion: models may be deep. */
  private void visit(LayerCall root) {
    record Visit(LayerCall call, boolean done) {}
    Set<LayerCall> seen = new HashSet<>(finished);
    var stack = new ArrayDeque<Visit>();
    stack.push(new Visit(root, false));
    while (!stack.isEmpty()) {
      Visit v = stack.pop();
      if (v.done) {
        finished.add(v.call);
      } else if (seen.add(v.call)) {
        firstVisit.putIfAbsent(v.call.layer(), firstVisit.size());
        stack.push(new Visit(v.call, true));
        List<LayerCall> parents = parents(v.call);
        for (int i = parents.size() - 1; i >= 0; i--) {
          stack.push(new Visit(parents.get(i), false));
        }
      }
    }
  }

  /** What a call reads, in the order of its arguments. */
  private List<LayerCall> parents(LayerCall call) {
    var out = new ArrayList<LayerCall>();
    call.reads().forEach(t -> out.add(t.source()));
    mask.apply(call).ifPresent(m -> out.add(m.source()));
    return out;
  }
}
