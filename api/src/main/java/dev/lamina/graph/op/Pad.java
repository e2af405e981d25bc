package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/** Surrounds with a constant: {@code lo[i]} elements before and {@code hi[i]} after axis i. */
public record Pad(List<Integer> lo, List<Integer> hi, double value) implements Primitive {
  public Pad {
    lo = List.copyOf(lo);
    hi = List.copyOf(hi);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("pad", in, 1);
    Shape s = in.get(0).shape();
    Rule.check(
        lo.size() == s.rank()
            && hi.size() == s.rank()
            && lo.stream().allMatch(p -> p >= 0)
            && hi.stream().allMatch(p -> p >= 0),
        "pad: expected %d paddings >= 0, got %s and %s",
        s.rank(),
        lo,
        hi);
    int[] dims = s.toArray();
    for (int i = 0; i < dims.length; i++) {
      dims[i] += lo.get(i) + hi.get(i);
    }
    return Rule.one(in.get(0).withShape(Shape.of(dims)));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    Value g = v.grad();
    for (int i = 0; i < lo.size(); i++) {
      g = g.slice(i, lo.get(i), lo.get(i) + node.in(0).dim(i));
    }
    v.give(0, g);
  }
}
