package dev.lamina.backend;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Input;
import dev.lamina.graph.op.Variable;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** The check of a run's arguments that all engines share, so that their errors read alike. */
public final class Arguments {
  private Arguments() {}

  /**
   * Compares counts and types with the graph's.
   *
   * @throws IllegalArgumentException naming everything that does not fit: {@code program: input 0
   *     'x': expected f32[2, 3], got f32[3, 2]}
   */
  public static void check(Graph graph, List<Tensor> inputs, List<Buffer> variables) {
    var problems = new ArrayList<String>();
    compare("input", graph.inputs(), inputs.stream().map(Tensor::type).toList(), problems);
    compare("variable", graph.variables(), variables.stream().map(Buffer::type).toList(), problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("program: " + String.join("; ", problems));
    }
  }

  private static void compare(
      String what, List<Value> expected, List<TensorType> got, List<String> problems) {
    if (expected.size() != got.size()) {
      problems.add("expected %d %ss, got %d".formatted(expected.size(), what, got.size()));
      return;
    }
    for (int i = 0; i < got.size(); i++) {
      Value v = expected.get(i);
      if (!v.type().equals(got.get(i))) {
        problems.add(
            "%s %d '%s': expected %s, got %s".formatted(what, i, name(v), v.type(), got.get(i)));
      }
    }
  }

  private static String name(Value v) {
    if (v.op() instanceof Input in) {
      return in.label();
    }
    return v.op() instanceof Variable variable ? variable.path() : v.op().name();
  }
}
