package dev.lamina.graph;

import java.util.IdentityHashMap;
import java.util.stream.Collectors;

/**
 * Prints a graph, one node a line. Grammar:
 *
 * <pre>
 * line   = results " = " op " " operands | "return " operands | "update " operand " <- " operand
 * result = "%" number ": " dtype "[" dims "]"      %3: f32[32, 10] = mat_mul{false, false} %1 %2
 * op     = name [ "{" attributes "}" ]             %4: f32[32] = reduce{SUM, [1], false} %3
 * </pre>
 */
final class Printer {
  private Printer() {}

  static String print(Graph g) {
    IdentityHashMap<Value, Integer> numbers = new IdentityHashMap<>();
    var out = new StringBuilder();
    for (Node n : g.nodes()) {
      out.append(
          n.results().stream()
              .map(
                  r -> {
                    numbers.put(r, numbers.size());
                    return "%" + numbers.get(r) + ": " + r.type();
                  })
              .collect(Collectors.joining(", ")));
      out.append(" = ").append(n.op().describe());
      n.inputs().forEach(i -> out.append(" %").append(numbers.get(i)));
      out.append('\n');
    }
    for (Graph.Update u : g.updates()) {
      out.append("update %")
          .append(numbers.get(u.variable()))
          .append(" <- %")
          .append(numbers.get(u.value()))
          .append('\n');
    }
    out.append("return");
    g.outputs().forEach(o -> out.append(" %").append(numbers.get(o)));
    return out.append('\n').toString();
  }
}
