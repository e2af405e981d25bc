package dev.lamina.backend.onednn;

import dev.lamina.backend.onednn.Storage.InFrame;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.LstmGrad;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets elementwise kernels store their results over operands that nobody reads afterwards: memory
 * that is still in the cache.
 */
final class Reuse {
  private final Grouping grouping;
  private final Emission e;
  private final Map<Value, Integer> lastUse = new HashMap<>();

  Reuse(Grouping grouping, List<Group> order, Emission e) {
    this.grouping = grouping;
    this.e = e;
    for (int i = 0; i < order.size(); i++) {
      for (Node n : order.get(i).nodes()) {
        for (Value in : n.inputs()) {
          lastUse.put(Uses.root(in), i);
        }
        if (n.op() instanceof LstmGrad) {
          // Its kernel reads all results of the forward pass.
          for (Value r : n.in(6).node().results()) {
            lastUse.put(r, i);
          }
        }
      }
    }
    e.uses().results().forEach(v -> lastUse.put(Uses.root(v), Integer.MAX_VALUE));
  }

  /** Chooses where the results of the group at {@code position} go, where that is possible. */
  void choose(Group group, int position) {
    Set<Node> inside = new HashSet<>(group.nodes());
    Set<InFrame> taken = new HashSet<>();
    for (Node n : group.nodes()) {
      Value out = n.result(0);
      boolean stored = e.uses().isResult(out) || !inside.containsAll(e.uses().consumers(out));
      if (!stored || e.knows(out)) {
        continue;
      }
      for (Node reader : group.nodes()) {
        for (Value in : reader.inputs()) {
          Value operand = Uses.root(in);
          if (!e.knows(out)
              && lastUse.getOrDefault(operand, Integer.MAX_VALUE) == position
              && grouping.producer(operand).filter(g -> g != group).isPresent()
              && e.knows(operand)
              && e.place(operand).storage() instanceof InFrame f
              && f.frame() == e.frame()
              && f.bytes() == out.type().bytes()
              && InPlace.allowed(group, operand, out)
              && taken.add(f)) {
            e.put(out, new Place(f, out.type()));
          }
        }
      }
    }
  }
}
