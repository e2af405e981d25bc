package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Gradient of max {@link Pool}: each g goes to the first largest element of its window. x: the
 * pooling's input, y: its output, g: like y -> like x. Not differentiable itself.
 */
public record MaxPoolGrad(List<Integer> size, Window window) implements Primitive {
  public MaxPoolGrad {
    size = List.copyOf(size);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("max_pool_grad", in, 3);
    Rule.sameDtype("max_pool_grad", in);
    Rule.floating("max_pool_grad", in.get(0));
    Shape y = Pool.out("max_pool_grad", window, size, in.get(0).shape());
    Rule.check(
        in.get(1).shape().equals(y) && in.get(2).shape().equals(y),
        "max_pool_grad: expected %s, got %s",
        y,
        in);
    return Rule.one(in.get(0));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    throw new UnsupportedOperationException(
        "max_pool_grad: second derivatives of max pooling are not defined");
  }
}
