package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce.Kind;
import dev.lamina.tensor.TensorType;
import java.util.List;

/** exp(x - max) / sum(exp(x - max)) along an axis. x: any shape -> same shape. */
public record Softmax(int axis) implements Composite {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("softmax", in, 1);
    Rule.floating("softmax", in.get(0));
    Rule.axis("softmax", axis, in.get(0).shape());
    return in;
  }

  @Override
  public List<Value> lower(List<Value> in) {
    Value x = in.get(0);
    Value e = x.minus(x.reduce(Kind.MAX, true, axis)).exp();
    return List.of(e.div(e.reduce(Kind.SUM, true, axis)));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    Value y = node.result(0);
    Value gy = v.grad().times(y);
    v.give(0, gy.minus(y.times(gy.reduce(Kind.SUM, true, axis))));
  }
}
