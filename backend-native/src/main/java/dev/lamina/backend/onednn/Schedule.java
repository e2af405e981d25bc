package dev.lamina.backend.onednn;

import dev.lamina.backend.RunErrors;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order of the groups, and which new values are written straight into their variables: those
 * whose groups can run after everything that reads the old value and everything at which a run can
 * fail, so that a run that fails changes no variable.
 */
record Schedule(List<Group> order, Map<Value, Value> inPlace) {

  /** {@code inPlace}: from a new value to its variable. */
  static Schedule of(Graph graph, Grouping grouping) {
    Map<Value, Value> inPlace = inPlace(graph, grouping);
    return new Schedule(order(grouping.groups()), inPlace);
  }

  private static Map<Value, Value> inPlace(Graph graph, Grouping grouping) {
    Map<Value, List<Group>> readers = readers(grouping);
    Set<Value> outputs = new HashSet<>();
    graph.outputs().forEach(o -> outputs.add(Uses.root(o)));
    graph.updates().forEach(u -> outputs.add(Uses.root(u.value())));
    Set<Group> candidates = candidates(graph, grouping);
    Map<Value, Value> inPlace = new LinkedHashMap<>();
    for (Graph.Update u : graph.updates()) {
      Value variable = u.variable();
      Value fresh = Uses.root(u.value());
      var group = grouping.producer(fresh);
      if (group.isEmpty()
          || inPlace.containsKey(fresh)
          || outputs.contains(variable)
          || fresh.type().bytes() != variable.type().bytes()) {
        continue;
      }
      Group writer = group.get();
      Set<Group> before = new LinkedHashSet<>(readers.getOrDefault(variable, List.of()));
      boolean reads = before.remove(writer);
      before.addAll(candidates);
      if ((!reads || InPlace.allowed(writer, variable, fresh))
          // Follows itself, too: one that fails half-way would leave half a value.
          && before.stream().noneMatch(g -> g.follows(writer))) {
        writer.needs().addAll(before);
        inPlace.put(fresh, variable);
      }
    }
    return inPlace;
  }

  /** The groups at which a run can fail. */
  private static Set<Group> candidates(Graph graph, Grouping grouping) {
    Set<Group> all = new LinkedHashSet<>();
    for (Node n : RunErrors.candidates(graph)) {
      grouping.producer(n.result(0)).ifPresent(all::add);
    }
    return all;
  }

  private static Map<Value, List<Group>> readers(Grouping grouping) {
    Map<Value, List<Group>> readers = new HashMap<>();
    for (Group g : grouping.groups()) {
      Set<Value> read = new HashSet<>();
      for (Node n : g.nodes()) {
        n.inputs().forEach(in -> read.add(Uses.root(in)));
      }
      read.forEach(v -> readers.computeIfAbsent(v, k -> new ArrayList<>()).add(g));
    }
    return readers;
  }

  /**
   * Of the groups that can run, the one whose newest operand is newest (it is still in the cache),
   * then the one with the shortest way to an end (it frees memory), then the graph's order.
   */
  private static List<Group> order(List<Group> groups) {
    Map<Group, Integer> height = heights(groups);

    List<Group> waiting = new ArrayList<>(groups);
    List<Group> order = new ArrayList<>(groups.size());
    Map<Group, Integer> newest = new HashMap<>();
    List<Group> ready = new ArrayList<>();
    Map<Group, Integer> missing = new HashMap<>();
    Map<Group, List<Group>> followers = new HashMap<>();
    for (Group g : waiting) {
      missing.put(g, g.needs().size());
      g.needs().forEach(p -> followers.computeIfAbsent(p, k -> new ArrayList<>()).add(g));
      if (g.needs().isEmpty()) {
        ready.add(g);
      }
    }
    Comparator<Group> best =
        Comparator.comparingInt((Group g) -> -newest.getOrDefault(g, -1))
            .thenComparingInt(g -> height.getOrDefault(g, 0))
            .thenComparingInt(Group::number);
    while (!ready.isEmpty()) {
      Group next = ready.stream().min(best).orElseThrow();
      ready.remove(next);
      order.add(next);
      for (Group f : followers.getOrDefault(next, List.of())) {
        newest.put(f, order.size());
        if (missing.merge(f, -1, Integer::sum) == 0) {
          ready.add(f);
        }
      }
    }
    if (order.size() != groups.size()) {
      throw new IllegalStateException("schedule: the groups have no order");
    }
    return order;
  }

  /** The longest way from each group to one that nobody needs. */
  private static Map<Group, Integer> heights(List<Group> groups) {
    Map<Group, Integer> open = new HashMap<>();
    groups.forEach(g -> g.needs().forEach(p -> open.merge(p, 1, Integer::sum)));
    Map<Group, Integer> height = new HashMap<>();
    List<Group> done = new ArrayList<>(groups.stream().filter(g -> !open.containsKey(g)).toList());
    while (!done.isEmpty()) {
      Group g = done.remove(done.size() - 1);
      int above = height.getOrDefault(g, 0) + 1;
      for (Group p : g.needs()) {
        height.merge(p, above, Math::max);
        if (open.merge(p, -1, Integer::sum) == 0) {
          done.add(p);
        }
      }
    }
    return height;
  }
}
