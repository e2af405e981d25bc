package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;
import java.util.Locale;

/** A function of two elements. a, b: shapes that broadcast as in NumPy. */
public record Binary(Kind kind) implements Primitive {
  public enum Kind {
    ADD,
    SUB,
    MUL,
    DIV,
    POW,
    /** Where the two are equal, the gradient goes to the first. */
    MAX,
    /** Where the two are equal, the gradient goes to the first. */
    MIN,
    /** Of bool, or of the bits of whole numbers. */
    AND,
    /** Of bool, or of the bits of whole numbers. */
    OR
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    String op = kind.name().toLowerCase(Locale.ROOT);
    Rule.count(op, in, 2);
    Rule.sameDtype(op, in);
    if (kind == Kind.AND || kind == Kind.OR) {
      boolean floating = in.get(0).dtype().isFloating();
      Rule.check(!floating, "%s: expected bool or whole numbers, got %s", op, in);
    } else {
      Rule.check(in.get(0).dtype() != DType.BOOL, "%s: expected numbers, got %s", op, in);
    }
    return Rule.one(in.get(0).dtype(), Shape.broadcast(op, in.get(0).shape(), in.get(1).shape()));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    Value a = node.in(0);
    Value b = node.in(1);
    Value y = node.result(0);
    Value g = v.grad();
    boolean wantsA = v.wants(0);
    boolean wantsB = v.wants(1);
    switch (kind) {
      case ADD -> {
        give(v, 0, wantsA, () -> g);
        give(v, 1, wantsB, () -> g);
      }
      case SUB -> {
        give(v, 0, wantsA, () -> g);
        give(v, 1, wantsB, g::negate);
      }
      case MUL -> {
        give(v, 0, wantsA, () -> g.times(b));
        give(v, 1, wantsB, () -> g.times(a));
      }
      case DIV -> {
        give(v, 0, wantsA, () -> g.div(b));
        give(v, 1, wantsB, () -> g.times(y).div(b).negate());
      }
      case POW -> {
        give(v, 0, wantsA, () -> g.times(b).times(a.pow(b.minus(1))));
        // The limit of y log a for a -> 0 is 0; for a < 0 the derivative does not exist.
        Value zero = Value.scalar(a.dtype(), 0);
        Value one = Value.scalar(a.dtype(), 1);
        give(v, 1, wantsB, () -> g.times(y).times(a.gt(zero).select(a, one).log()));
      }
      case MAX -> choose(v, a.ge(b), g, wantsA, wantsB);
      case MIN -> choose(v, a.le(b), g, wantsA, wantsB);
      case AND, OR -> {
        // No gradient.
      }
    }
  }

  private static void choose(Vjp v, Value first, Value g, boolean wantsA, boolean wantsB) {
    Value zero = Value.scalar(g.dtype(), 0);
    give(v, 0, wantsA, () -> first.select(g, zero));
    give(v, 1, wantsB, () -> first.select(zero, g));
  }

  private static void give(Vjp v, int i, boolean wanted, java.util.function.Supplier<Value> g) {
    if (wanted) {
      v.give(i, g.get());
    }
  }
}
