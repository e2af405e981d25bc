package dev.lamina.graph;

import dev.lamina.graph.op.Input;
import dev.lamina.graph.op.Variable;
import dev.lamina.tensor.TensorType;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Checks the invariants that engines rely on; run whenever a graph is made. */
final class Verifier {
  private Verifier() {}

  static void verify(Graph g) {
    Set<Node> before = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Value> leaves = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Value v : g.inputs()) {
      check(v.op() instanceof Input, "an input must be an input op, got %s", v);
      check(leaves.add(v), "input listed twice: %s", v);
    }
    for (Value v : g.variables()) {
      check(v.op() instanceof Variable, "a variable must be a variable op, got %s", v);
      check(leaves.add(v), "variable listed twice: %s", v);
    }
    for (Node n : g.nodes()) {
      for (Value in : n.inputs()) {
        check(before.contains(in.node()), "%s reads a value that comes later: %s", n, in);
      }
      check(!Graph.isLeaf(n) || leaves.contains(n.result(0)), "%s is used but not listed", n);
      List<TensorType> types = n.op().infer(n.inputs().stream().map(Value::type).toList());
      check(
          types.equals(n.results().stream().map(Value::type).toList()),
          "%s: types do not follow from its inputs, expected %s",
          n,
          types);
      before.add(n);
    }
    Set<Value> updated = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Graph.Update u : g.updates()) {
      check(
          leaves.contains(u.variable()) && u.variable().op() instanceof Variable,
          "update of something that is no listed variable: %s",
          u.variable());
      check(updated.add(u.variable()), "variable updated twice: %s", u.variable());
      check(
          u.variable().type().equals(u.value().type()),
          "update of %s has type %s",
          u.variable(),
          u.value().type());
    }
  }

  private static void check(boolean ok, String template, Object... args) {
    if (!ok) {
      throw new IllegalStateException("graph: " + template.formatted(args));
    }
  }
}
