package dev.lamina.graph.op;

import dev.lamina.graph.Value;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Gradient of {@link BatchNorm}. g, x: [..., c]; γ, mean, variance: [c] -> dx: [..., c], dγ: [c],
 * dβ: [c]. With x̂ = (x - mean) r, r = 1/√(variance + epsilon): dβ = Σg, dγ = Σ g x̂, dx = γ r (g -
 * mean(g) - x̂ mean(g x̂)).
 */
public record BatchNormGrad(double epsilon) implements Composite {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("batch_norm_grad", in, 5);
    Rule.floating("batch_norm_grad", in.get(0));
    return List.of(in.get(1), in.get(2), in.get(2));
  }

  @Override
  public List<Value> lower(List<Value> in) {
    Value g = in.get(0);
    Value x = in.get(1);
    Value r = in.get(4).plus(epsilon).rsqrt();
    int[] axes = BatchNorm.axes(x);
    Value normal = x.minus(in.get(3)).times(r);
    Value offset = g.sum(axes);
    Value scale = g.times(normal).sum(axes);
    double n = (double) x.shape().size() / x.dim(-1);
    Value dx =
        g.minus(offset.times(1 / n))
            .minus(normal.times(scale.times(1 / n)))
            .times(in.get(2).times(r));
    return List.of(dx, scale, offset);
  }
}
