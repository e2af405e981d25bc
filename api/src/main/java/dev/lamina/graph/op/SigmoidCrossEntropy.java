package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Cross-entropy of sigmoid(logits) with labels in [0, 1], elementwise and without overflow: max(x,
 * 0) - x z + log(1 + exp(-|x|)). logits, labels: the same shape -> same shape.
 */
public record SigmoidCrossEntropy() implements Composite {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("sigmoid_cross_entropy", in, 2);
    Rule.floating("sigmoid_cross_entropy", in.get(0));
    Rule.check(
        in.get(0).equals(in.get(1)),
        "sigmoid_cross_entropy: expected logits and labels of one type, got %s and %s",
        in.get(0),
        in.get(1));
    return Rule.one(in.get(0));
  }

  @Override
  public List<Value> lower(List<Value> in) {
    Value x = in.get(0);
    return List.of(x.relu().minus(x.times(in.get(1))).plus(x.abs().negate().exp().log1p()));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    Value x = node.in(0);
    if (v.wants(0)) {
      v.give(0, v.grad().times(x.sigmoid().minus(node.in(1))));
    }
    if (v.wants(1)) {
      v.give(1, v.grad().times(x).negate());
    }
  }
}
