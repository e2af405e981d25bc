package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Gradient of {@link Conv} with respect to its input of shape {@code input}; also the transposed
 * convolution. g: [batch, spatial…, out]; kernel: [window…, in / groups, out] -> {@code input}.
 */
public record ConvInputGrad(Window window, int groups, Shape input) implements Primitive {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("conv_input_grad", in, 2);
    Rule.sameDtype("conv_input_grad", in);
    Rule.floating("conv_input_grad", in.get(0));
    Shape g = in.get(0).shape();
    Shape k = in.get(1).shape();
    Conv.check("conv_input_grad", window, groups, input, k);
    Shape expected =
        window.out("conv_input_grad", input, k.toList().subList(0, window.rank()), k.dim(-1));
    Rule.check(g.equals(expected), "conv_input_grad: expected gradient %s, got %s", expected, g);
    return Rule.one(in.get(0).withShape(input));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    Value g = node.in(0);
    Value k = node.in(1);
    if (v.wants(0)) {
      v.give(0, Value.of(new Conv(window, groups), v.grad(), k));
    }
    if (v.wants(1)) {
      v.give(1, ConvKernelGrad.of(window, groups, k.shape(), v.grad(), g));
    }
  }
}
