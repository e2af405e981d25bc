package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Pooling over 1 to 3 spatial axes. x: [batch, spatial…, channels] -> [batch, spatial…, channels].
 * Averages are of floats, maxima of any numbers. Padding never counts: it is no maximum and not
 * part of an average. Dilation must be 1.
 */
public record Pool(Kind kind, List<Integer> size, Window window) implements Primitive {
  public enum Kind {
    MAX,
    AVG
  }

  public Pool {
    size = List.copyOf(size);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("pool", in, 1);
    if (kind == Kind.AVG) {
      Rule.floating("pool", in.get(0));
    }
    Rule.number("pool", in.get(0));
    return Rule.one(in.get(0).withShape(out("pool", window, size, in.get(0).shape())));
  }

  static Shape out(String op, Window window, List<Integer> size, Shape x) {
    int rank = window.rank() + 2;
    Rule.check(
        x.rank() == rank && size.size() == window.rank(),
        "%s: expected rank %d, got %s with window %s",
        op,
        rank,
        x,
        size);
    Rule.check(
        window.dilation().stream().allMatch(d -> d == 1),
        "%s: dilation must be 1, got %s",
        op,
        window.dilation());
    for (int i = 0; i < size.size(); i++) {
      Rule.check(
          window.padLo().get(i) < size.get(i) && window.padHi().get(i) < size.get(i),
          "%s: padding %s/%s must be smaller than the window %s",
          op,
          window.padLo(),
          window.padHi(),
          size);
    }
    return window.out(op, x, size, x.dim(-1));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    Value x = node.in(0);
    v.give(
        0,
        kind == Kind.MAX
            ? Value.of(new MaxPoolGrad(size, window), x, node.result(0), v.grad())
            : Value.of(new AvgPoolGrad(size, window, x.shape()), v.grad()));
  }
}
