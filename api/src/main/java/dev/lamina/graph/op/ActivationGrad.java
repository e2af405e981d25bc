package dev.lamina.graph.op;

import dev.lamina.graph.Value;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Gradient of relu, sigmoid or tanh from the function's result. g, y: one shape -> same shape.
 * RELU: y > 0 ? g : 0; SIGMOID: g y (1 - y); TANH: g (1 - y²).
 */
public record ActivationGrad(Unary.Kind kind) implements Composite {
  public ActivationGrad {
    Rule.check(
        kind == Unary.Kind.RELU || kind == Unary.Kind.SIGMOID || kind == Unary.Kind.TANH,
        "activation_grad: expected RELU, SIGMOID or TANH, got %s",
        kind);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("activation_grad", in, 2);
    Rule.floating("activation_grad", in.get(0));
    Rule.check(in.get(0).equals(in.get(1)), "activation_grad: expected one type, got %s", in);
    return Rule.one(in.get(0));
  }

  @Override
  public List<Value> lower(List<Value> in) {
    Value g = in.get(0);
    Value y = in.get(1);
    return List.of(
        switch (kind) {
          case RELU -> y.gt(0).select(g, Value.scalar(g.dtype(), 0));
          case SIGMOID -> g.times(y).times(y.rsub(1));
          default -> g.times(y.square().rsub(1));
        });
  }
}
