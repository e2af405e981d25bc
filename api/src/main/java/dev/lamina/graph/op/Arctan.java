package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import java.util.List;

/**
 * The angle in (-π/2, π/2) whose tangent is x. x: any shape -> same shape; the derivative is 1 / (1
 * + x²).
 *
 * <p>The lowering maps |x| > 1 to 1 / |x|, guesses y₀ = t (π/4 + 0.273 (1 - t)) (error below 4e-3)
 * and corrects it twice by d = (t cos y - sin y) / (cos y + t sin y), the tangent of the exact
 * correction, of which d - d³/3 is taken.
 */
public record Arctan() implements Composite {
  private static final int CORRECTIONS = 2;

  @Override
  public List<Value> lower(List<Value> in) {
    Rule.floating("arctan", in.get(0).type());
    Value a = in.get(0).abs();
    Value large = a.gt(1);
    Value one = Value.scalar(a.dtype(), 1);
    Value t = large.select(large.select(a, one).rdiv(1), a);
    Value y = t.times(t.rsub(1).times(0.273).plus(Math.PI / 4));
    for (int i = 0; i < CORRECTIONS; i++) {
      Value sin = y.unary(Unary.Kind.SIN);
      Value cos = y.unary(Unary.Kind.COS);
      Value d = t.times(cos).minus(sin).div(cos.plus(t.times(sin)));
      y = y.plus(d).minus(d.square().times(d).times(1 / 3.0));
    }
    return List.of(large.select(y.rsub(Math.PI / 2), y).times(in.get(0).sign()));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    v.give(0, v.grad().div(node.in(0).square().plus(1)));
  }
}
