package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Reduces {@code axes} (ascending, not empty); they disappear, or stay with size one if {@code
 * keepDims}. The gradient of MAX and MIN is shared equally by tied elements, as in TensorFlow.
 */
public record Reduce(Kind kind, List<Integer> axes, boolean keepDims) implements Primitive {
  public enum Kind {
    SUM,
    MEAN,
    MAX,
    MIN,
    PROD
  }

  public Reduce {
    axes = List.copyOf(axes);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("reduce", in, 1);
    TensorType t = in.get(0);
    Rule.check(t.dtype() != DType.BOOL, "reduce: expected a number, got %s", t);
    Rule.check(
        kind != Kind.MEAN || t.dtype().isFloating(), "reduce mean: expected floats, got %s", t);
    int before = -1;
    for (int a : axes) {
      Rule.axis("reduce", a, t.shape());
      Rule.check(a > before, "reduce: axes must ascend, got %s", axes);
      before = a;
    }
    Shape kept = kept(t.shape());
    if (keepDims) {
      return Rule.one(t.withShape(kept));
    }
    Shape s = t.shape();
    for (int i = axes.size() - 1; i >= 0; i--) {
      s = s.without(axes.get(i));
    }
    return Rule.one(t.withShape(s));
  }

  /** The input's shape with the reduced axes set to one. */
  public Shape kept(Shape in) {
    Shape s = in;
    for (int a : axes) {
      s = s.with(a, 1);
    }
    return s;
  }

  @Override
  public void vjp(Node node, Vjp v) {
    Value x = node.in(0);
    Shape kept = kept(x.shape());
    Value g = v.grad().reshape(kept);
    Value y = node.result(0).reshape(kept);
    switch (kind) {
      case SUM -> v.give(0, g.broadcastTo(x.shape()));
      case MEAN -> {
        double n = (double) x.shape().size() / kept.size();
        v.give(0, g.times(1 / n).broadcastTo(x.shape()));
      }
      case MAX, MIN -> {
        Value tied = x.eq(y).cast(x.dtype());
        v.give(0, tied.times(g.div(tied.reduce(Kind.SUM, true, array()))));
      }
      case PROD -> {
        // Product of the others = product / x; where x is 0 that is 0/0, so the product is taken
        // once more with that element set to 1 (exact with one zero, and 0 with several).
        Value isZero = x.eq(0);
        Value one = Value.scalar(x.dtype(), 1);
        Value nonZero = isZero.select(one, x);
        Value zeros = isZero.cast(x.dtype()).reduce(Kind.SUM, true, array());
        Value rest = nonZero.reduce(Kind.PROD, true, array());
        Value zero = Value.scalar(x.dtype(), 0);
        Value atZero = zeros.eq(1).select(rest, zero);
        Value elsewhere = zeros.eq(0).select(rest.div(nonZero), zero);
        v.give(0, g.times(isZero.select(atZero, elsewhere)));
      }
    }
  }

  private int[] array() {
    return axes.stream().mapToInt(Integer::intValue).toArray();
  }
}
