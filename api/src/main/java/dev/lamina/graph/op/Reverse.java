package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.tensor.TensorType;
import java.util.List;

/** Reverses the order along axes. */
public record Reverse(List<Integer> axes) implements Primitive {
  public Reverse {
    axes = List.copyOf(axes);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("reverse", in, 1);
    axes.forEach(a -> Rule.axis("reverse", a, in.get(0).shape()));
    return in;
  }

  @Override
  public void vjp(Node node, Vjp v) {
    v.give(0, v.grad().reverse(axes.stream().mapToInt(Integer::intValue).toArray()));
  }
}
