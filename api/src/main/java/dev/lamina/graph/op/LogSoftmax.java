package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce.Kind;
import dev.lamina.tensor.TensorType;
import java.util.List;

/** x - max - log(sum(exp(x - max))) along an axis. x: any shape -> same shape. */
public record LogSoftmax(int axis) implements Composite {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("log_softmax", in, 1);
    Rule.floating("log_softmax", in.get(0));
    Rule.axis("log_softmax", axis, in.get(0).shape());
    return in;
  }

  @Override
  public List<Value> lower(List<Value> in) {
    Value x = in.get(0);
    Value shifted = x.minus(x.reduce(Kind.MAX, true, axis));
    return List.of(shifted.minus(shifted.exp().reduce(Kind.SUM, true, axis).log()));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    Value g = v.grad();
    Value y = node.result(0);
    v.give(0, g.minus(y.exp().times(g.reduce(Kind.SUM, true, axis))));
  }
}
