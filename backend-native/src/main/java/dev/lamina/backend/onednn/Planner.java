package dev.lamina.backend.onednn;

import dev.lamina.backend.onednn.Storage.Frame;
import dev.lamina.backend.onednn.Storage.OfVariable;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.pass.Lowering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns a graph into a plan: lower, group, order, emit, lay out. */
final class Planner {
  private Planner() {}

  static Plan plan(Graph graph, Resources resources) {
    Graph g =
        Lowering.apply(SharedSoftmax.apply(graph), n -> Composites.keeps(n, resources.costs()));
    Frame arena = Frame.unplaced();
    var e = new Emission(resources, arena, new Uses(g));
    List<Place> inputs = new ArrayList<>();
    for (Value in : g.inputs()) {
      Place p = e.temporary(in.type());
      e.put(in, p);
      inputs.add(p);
    }
    Map<Value, Place> variables = new HashMap<>();
    for (int i = 0; i < g.variables().size(); i++) {
      Value v = g.variables().get(i);
      Place p = new Place(new OfVariable(i, v.type().bytes()), v.type());
      e.put(v, p);
      variables.put(v, p);
    }
    emit(g, e);
    List<Place> outputs = finish(g, variables, e);
    long bytes = Layout.assign(arena, e.steps(), inputs, outputs);
    return new Plan(e.steps(), inputs, outputs, bytes);
  }

  /** Adds the steps that compute the outputs and the updates' values. */
  static void emit(Graph g, Emission e) {
    Uses uses = e.uses();
    Grouping grouping = Grouping.of(g, uses, e.resources().costs());
    Schedule schedule = Schedule.of(g, grouping);
    schedule
        .inPlace()
        .forEach((fresh, variable) -> e.put(fresh, e.place(variable).as(fresh.shape())));
    var reuse = new Reuse(grouping, schedule.order(), e);
    for (int i = 0; i < schedule.order().size(); i++) {
      Group group = schedule.order().get(i);
      reuse.choose(group, i);
      if (group.kind() == Group.Kind.CLUSTER) {
        Pointwise.emit(group.nodes(), uses, e);
      } else {
        emit(group, uses, e);
      }
    }
  }

  private static void emit(Group chain, Uses uses, Emission e) {
    if (Emitters.emit(chain.head(), chain.tail(), e)) {
      return;
    }
    if (chain.nodes().stream().allMatch(Pointwise::supports)) {
      Pointwise.emit(chain.nodes(), uses, e);
      return;
    }
    // The whole was too much for one kernel: one for each node.
    for (Node n : chain.nodes()) {
      boolean done = chain.nodes().size() > 1 && Emitters.emit(n, List.of(), e);
      if (!done && Pointwise.supports(n)) {
        Pointwise.emit(List.of(n), uses, e);
      } else if (!done) {
        Fallback.emit(n, e);
      }
    }
  }

  /**
   * Copies the new values that could not be written straight into their variables, after everything
   * that still wants an old value. Returns where the outputs are.
   */
  private static List<Place> finish(Graph g, Map<Value, Place> variables, Emission e) {
    Set<Place> changed =
        g.updates().stream()
            .filter(u -> !isInPlace(u, variables, e))
            .map(u -> variables.get(u.variable()))
            .collect(Collectors.toSet());
    List<Place> outputs = new ArrayList<>();
    for (Value out : g.outputs()) {
      outputs.add(kept(e.place(out), changed, e));
    }
    Map<Place, Place> copies = new HashMap<>();
    for (Graph.Update u : g.updates()) {
      if (!isInPlace(u, variables, e)) {
        copies.put(variables.get(u.variable()), kept(e.place(u.value()), changed, e));
      }
    }
    copies.forEach((variable, value) -> Copy.emit(value, variable, e));
    return outputs;
  }

  private static boolean isInPlace(Graph.Update u, Map<Value, Place> variables, Emission e) {
    return e.place(u.value()).equals(variables.get(u.variable()));
  }

  /** The place itself, or a copy of what is there if it is about to change. */
  private static Place kept(Place p, Set<Place> changed, Emission e) {
    if (changed.stream().noneMatch(c -> c.storage().equals(p.storage()))) {
      return p;
    }
    Place copy = e.temporary(p.type());
    Copy.emit(p, copy, e);
    return copy;
  }
}
