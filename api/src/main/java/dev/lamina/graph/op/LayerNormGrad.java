package dev.lamina.graph.op;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce.Kind;
import dev.lamina.tensor.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gradient of {@link LayerNorm}. g, x: [..., c]; γ: [c]; mean, variance: [...] -> dx: [..., c], dγ:
 * [c], dβ: [c]. With x̂ = (x - mean) r, r = 1/√(variance + epsilon), h = g γ: dx = r (h - mean(h) -
 * x̂ mean(h x̂)).
 */
public record LayerNormGrad(double epsilon) implements Composite {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("layer_norm_grad", in, 5);
    Rule.floating("layer_norm_grad", in.get(0));
    return List.of(in.get(1), in.get(2), in.get(2));
  }

  @Override
  public List<Value> lower(List<Value> in) {
    Value g = in.get(0);
    Value x = in.get(1);
    Value r = in.get(4).plus(epsilon).rsqrt().expandDims(-1);
    int[] lead = IntStream.range(0, x.rank() - 1).toArray();
    Value normal = x.minus(in.get(3).expandDims(-1)).times(r);
    Value h = g.times(in.get(2));
    Value inner = normal.times(h.times(normal).reduce(Kind.MEAN, true, -1));
    Value dx = h.minus(h.reduce(Kind.MEAN, true, -1)).minus(inner).times(r);
    return lead.length == 0
        ? List.of(dx, g.times(normal), g)
        : List.of(dx, g.times(normal).sum(lead), g.sum(lead));
  }
}
