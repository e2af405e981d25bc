package dev.lamina.backend.tensorflow;

import dev.lamina.backend.RunErrors;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.tensorflow.internal.c_api.TF_Operation;

/** Writes graphs into functions. */
final class GraphEmitter {
  private GraphEmitter() {}

  /** Writes the nodes of a graph whose inputs are known, but for those left for {@code later}. */
  static void nodes(Emit e, Graph graph, Values values, Predicate<Node> later) {
    for (Node node : graph.nodes()) {
      if (Graph.isLeaf(node) || later.test(node)) {
        continue;
      }
      List<Out> in = node.inputs().stream().map(values::get).toList();
      List<Out> results = e.kernels.emit(e, node, in);
      for (int i = 0; i < results.size(); i++) {
        values.put(node.result(i), results.get(i));
      }
    }
  }

  /** Writes all updates of a graph whose other nodes are written; they must run. */
  static List<TF_Operation> updates(Emit e, Graph graph, Values values, Updates updates) {
    List<Node> steps = graph.nodes().stream().filter(updates::inPlace).toList();
    List<Graph.Update> assignments =
        graph.updates().stream().filter(u -> !updates.inPlace(u.value().node())).toList();
    // Everything that updates need is read before the first one is written.
    steps.forEach(
        n -> n.inputs().subList(n.results().size(), n.inputs().size()).forEach(values::get));
    assignments.forEach(u -> values.get(u.value()));

    values.updateAfter(candidates(graph, values));
    var effects = new ArrayList<TF_Operation>();
    steps.forEach(n -> effects.addAll(updates.emit(e, n, values)));
    e.label("assign");
    for (Graph.Update u : assignments) {
      OpBuilder assign =
          e.op("AssignVariableOp")
              .in(values.handle(u.variable()), values.get(u.value()))
              .type("dtype", Types.of(u.variable().dtype()));
      effects.add(values.inOrder(assign, u.variable()).build());
    }
    return effects;
  }

  /** A run that fails changes no variable, so updates wait for whatever can fail. */
  private static List<TF_Operation> candidates(Graph graph, Values values) {
    return RunErrors.candidates(graph).stream()
        .map(n -> values.get(n.result(0)).operation())
        .toList();
  }
}
