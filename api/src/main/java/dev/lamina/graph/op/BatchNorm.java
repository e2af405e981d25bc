package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Batch normalization with the batch's own statistics over all axes but the last: (x - mean) /
 * √(variance + epsilon) γ + β (arXiv:1502.03167). x: [..., c]; γ, β: [c] -> y: [..., c], mean [c],
 * biased variance [c]. The gradient flows through y only: the statistics feed moving averages.
 */
public record BatchNorm(double epsilon) implements Composite {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("batch_norm", in, 3);
    Rule.sameDtype("batch_norm", in);
    Rule.floating("batch_norm", in.get(0));
    Shape c = Shape.of(in.get(0).shape().dim(-1));
    Rule.check(
        in.get(1).shape().equals(c) && in.get(2).shape().equals(c),
        "batch_norm: expected scale and offset %s, got %s",
        c,
        in);
    return List.of(in.get(0), in.get(1), in.get(1));
  }

  @Override
  public List<Value> lower(List<Value> in) {
    Value x = in.get(0);
    int[] axes = axes(x);
    Value mean = x.mean(axes);
    Value centered = x.minus(mean);
    Value variance = centered.square().mean(axes);
    Value y = centered.times(variance.plus(epsilon).rsqrt().times(in.get(1))).plus(in.get(2));
    return List.of(y, mean, variance);
  }

  static int[] axes(Value x) {
    return IntStream.range(0, x.rank() - 1).toArray();
  }

  @Override
  public void vjp(Node node, Vjp v) {
    if (!v.has(0)) {
      return;
    }
    List<Value> grads =
        Node.of(
                new BatchNormGrad(epsilon),
                List.of(v.grad(), node.in(0), node.in(1), node.result(1), node.result(2)))
            .results();
    for (int i = 0; i < 3; i++) {
      v.give(i, grads.get(i));
    }
  }
}
