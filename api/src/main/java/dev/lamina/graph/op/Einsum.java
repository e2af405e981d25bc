package dev.lamina.graph.op;

import dev.lamina.graph.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Einstein's sum convention as NumPy writes it: one term of letters per input, a letter per axis;
 * axes of one letter are multiplied elementwise, and letters that the output does not have are
 * summed over. {@code ab,bc->ac} is the matrix product; {@code ...} stands for any axes, which
 * broadcast; without {@code ->} the output has the letters that occur once, in alphabetical order.
 */
public record Einsum(String equation) implements Composite {
  public Einsum {
    EinsumEquation.of(equation);
  }

  @Override
  public List<Value> lower(List<Value> in) {
    EinsumEquation parsed = EinsumEquation.of(equation);
    EinsumEquation.Labels labels = parsed.labels(in.stream().map(Value::shape).toList());
    var terms = new ArrayList<EinsumTerm>();
    for (int i = 0; i < in.size(); i++) {
      terms.add(EinsumTerm.of(in.get(i), labels.inputs().get(i), labels.sizes()));
    }
    EinsumTerm done = terms.get(0);
    for (int i = 1; i < terms.size(); i++) {
      var needed = new ArrayList<>(labels.output());
      terms.subList(i + 1, terms.size()).forEach(t -> needed.addAll(t.labels()));
      done = done.times(terms.get(i), needed);
    }
    return List.of(done.as(labels.output()).value());
  }
}
