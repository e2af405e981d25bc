package dev.lamina.backend.java;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Constant;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A graph as a list of steps over numbered slots, one slot per value. A slot is emptied after its
 * last use, so that its array can be collected while the run goes on.
 */
final class Plan {
  private record Step(Kernel kernel, List<Integer> in, List<Integer> out, List<Integer> dead) {}

  private final Map<Integer, Tensor> constants = new HashMap<>();
  private final List<Integer> arguments;
  private final List<Integer> results;
  private final int slots;
  private final List<Step> steps;

  /** {@code graph}: primitives only. Arguments are its inputs, then its variables. */
  Plan(Graph graph, Parallel parallel) {
    Map<Value, Integer> slot = new HashMap<>();
    for (Node n : graph.nodes()) {
      n.results().forEach(r -> slot.put(r, slot.size()));
    }
    this.slots = slot.size();
    var given = new ArrayList<>(graph.inputs());
    given.addAll(graph.variables());
    this.arguments = numbers(given, slot);
    var wanted = new ArrayList<>(graph.outputs());
    graph.updates().forEach(u -> wanted.add(u.value()));
    this.results = numbers(wanted, slot);
    this.steps = steps(graph, slot, wanted, parallel);
  }

  private List<Step> steps(
      Graph graph, Map<Value, Integer> slot, List<Value> wanted, Parallel parallel) {
    Set<Value> alive = new HashSet<>(wanted);
    var reversed = new ArrayList<Step>();
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node n = graph.nodes().get(i);
      if (n.op() instanceof Constant c) {
        constants.put(slot.get(n.result(0)), c.value());
      } else if (!Graph.isLeaf(n)) {
        var dead = new ArrayList<Value>();
        n.results().stream().filter(r -> !alive.contains(r)).forEach(dead::add);
        n.inputs().stream().filter(alive::add).forEach(dead::add);
        reversed.add(
            new Step(
                Kernels.of(n, parallel),
                numbers(n.inputs(), slot),
                numbers(n.results(), slot),
                numbers(dead, slot)));
      }
    }
    var forward = new ArrayList<Step>();
    for (int i = reversed.size() - 1; i >= 0; i--) {
      forward.add(reversed.get(i));
    }
    return forward;
  }

  private static List<Integer> numbers(List<Value> values, Map<Value, Integer> slot) {
    return values.stream().map(slot::get).toList();
  }

  long constantBytes() {
    return constants.values().stream().mapToLong(t -> t.type().bytes()).sum();
  }

  /** Outputs, then the new values of updated variables. */
  List<Tensor> run(List<Tensor> given) {
    @Nullable Tensor[] values = new Tensor[slots];
    constants.forEach((i, t) -> values[i] = t);
    for (int i = 0; i < arguments.size(); i++) {
      values[arguments.get(i)] = given.get(i);
    }
    for (Step s : steps) {
      List<Tensor> out = s.kernel.run(pick(values, s.in));
      for (int i = 0; i < s.out.size(); i++) {
        values[s.out.get(i)] = out.get(i);
      }
      for (int d : s.dead) {
        values[d] = null;
      }
    }
    return pick(values, results);
  }

  private static List<Tensor> pick(@Nullable Tensor[] values, List<Integer> slots) {
    var picked = new ArrayList<Tensor>(slots.size());
    for (int s : slots) {
      Tensor t = values[s];
      if (t == null) {
        throw new IllegalStateException("plan: slot %d is read after its last use".formatted(s));
      }
      picked.add(t);
    }
    return picked;
  }
}
