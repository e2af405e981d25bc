package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Cross-entropy of the softmax over the last axis with integer labels: -log softmax(logits)[label].
 * logits: [..., classes]; labels: [...] (int32 or int64; one outside of [0, classes) gives loss 0)
 * -> losses [...] and the softmax [..., classes], which the gradient needs anyway.
 */
public record SparseSoftmaxCrossEntropy() implements Composite {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    String op = "sparse_softmax_cross_entropy";
    Rule.count(op, in, 2);
    Rule.floating(op, in.get(0));
    Rule.integer(op, in.get(1));
    Shape s = in.get(0).shape();
    Rule.check(
        s.rank() > 0 && s.without(-1).equals(in.get(1).shape()),
        "%s: expected labels of shape %s without its last axis, got %s",
        op,
        s,
        in.get(1).shape());
    return List.of(in.get(0).withShape(in.get(1).shape()), in.get(0));
  }

  @Override
  public List<Value> lower(List<Value> in) {
    Value x = in.get(0);
    Value logProbabilities = Value.of(new LogSoftmax(x.rank() - 1), x);
    Value hot = in.get(1).oneHot(x.dim(-1), x.dtype());
    // The softmax is an op of its own: nothing is left of it where only the loss is used.
    return List.of(
        hot.times(logProbabilities).sum(-1).negate(), Value.of(new Softmax(x.rank() - 1), x));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    Value softmax = node.result(1);
    if (v.has(0)) {
      Value hot = node.in(1).oneHot(softmax.dim(-1), softmax.dtype());
      // Labels outside of the range contribute nothing to the loss, so nothing to the gradient.
      Value valid = hot.reduce(Reduce.Kind.SUM, true, -1);
      v.give(0, softmax.times(valid).minus(hot).times(v.grad(0).expandDims(-1)));
    }
    if (v.has(1)) {
      Value gy = v.grad(1).times(softmax);
      v.give(0, gy.minus(softmax.times(gy.reduce(Reduce.Kind.SUM, true, -1))));
    }
  }
}
