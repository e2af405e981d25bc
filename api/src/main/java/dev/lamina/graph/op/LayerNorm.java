package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce.Kind;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Layer normalization over the last axis: (x - mean) / √(variance + epsilon) γ + β
 * (arXiv:1607.06450). x: [..., c]; γ, β: [c] -> y: [..., c], mean [...], biased variance [...]. The
 * gradient flows through y only.
 */
public record LayerNorm(double epsilon) implements Composite {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("layer_norm", in, 3);
    Rule.sameDtype("layer_norm", in);
    Rule.floating("layer_norm", in.get(0));
    Shape s = in.get(0).shape();
    Shape c = Shape.of(s.dim(-1));
    Rule.check(
        in.get(1).shape().equals(c) && in.get(2).shape().equals(c),
        "layer_norm: expected scale and offset %s, got %s",
        c,
        in);
    TensorType statistics = in.get(0).withShape(s.without(-1));
    return List.of(in.get(0), statistics, statistics);
  }

  @Override
  public List<Value> lower(List<Value> in) {
    Value x = in.get(0);
    Value mean = x.reduce(Kind.MEAN, true, -1);
    Value centered = x.minus(mean);
    Value variance = centered.square().reduce(Kind.MEAN, true, -1);
    Value y = centered.times(variance.plus(epsilon).rsqrt()).times(in.get(1)).plus(in.get(2));
    return List.of(y, mean.squeeze(-1), variance.squeeze(-1));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    if (!v.has(0)) {
      return;
    }
    List<Value> grads =
        Node.of(
                new LayerNormGrad(epsilon),
                List.of(v.grad(), node.in(0), node.in(1), node.result(1), node.result(2)))
            .results();
    for (int i = 0; i < 3; i++) {
      v.give(i, grads.get(i));
    }
  }
}
