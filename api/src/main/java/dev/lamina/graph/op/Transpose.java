package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.tensor.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** Permutes axes: axis i of the result is axis {@code perm[i]} of the input. */
public record Transpose(List<Integer> perm) implements Primitive {
  public Transpose {
    perm = List.copyOf(perm);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("transpose", in, 1);
    TensorType t = in.get(0);
    Rule.check(
        perm.stream()
            .sorted()
            .toList()
            .equals(IntStream.range(0, t.shape().rank()).boxed().toList()),
        "transpose: %s is no permutation of the axes of %s",
        perm,
        t);
    return Rule.one(
        t.withShape(
            dev.lamina.tensor.Shape.of(perm.stream().mapToInt(a -> t.shape().dim(a)).toArray())));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    int[] inverse = new int[perm.size()];
    for (int i = 0; i < inverse.length; i++) {
      inverse[perm.get(i)] = i;
    }
    v.give(0, v.grad().transpose(inverse));
  }
}
