package dev.lamina.graph.pass;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rebuilds values with some of them replaced; what does not change is shared. */
public final class Rewriter {
  private final Map<Value, Value> done;

  /** {@code replaced}: values and what stands in their place. */
  public Rewriter(Map<Value, Value> replaced) {
    this.done = new HashMap<>(replaced);
  }

  /** {@code v} rebuilt. */
  public Value value(Value v) {
    Value known = done.get(v);
    if (known != null) {
      return known;
    }
    for (Node n : Graph.topological(List.of(v))) {
      rebuild(n);
    }
    return done.getOrDefault(v, v);
  }

  private void rebuild(Node n) {
    if (n.results().stream().allMatch(done::containsKey)) {
      return;
    }
    boolean changed = false;
    var inputs = new ArrayList<Value>(n.inputs().size());
    for (Value in : n.inputs()) {
      Value now = done.getOrDefault(in, in);
      changed |= now != in;
      inputs.add(now);
    }
    List<Value> results = changed ? Node.of(n.op(), inputs).results() : n.results();
    for (int i = 0; i < results.size(); i++) {
      done.putIfAbsent(n.result(i), results.get(i));
    }
  }
}
