package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gradient of {@link Conv} with respect to its kernel of shape {@code kernel}. x: [batch, spatial…,
 * in]; g: [batch, spatial…, out] -> {@code kernel}.
 */
public record ConvKernelGrad(Window window, int groups, Shape kernel) implements Primitive {
  /**
   * The gradient; a window of one element that jumps reads only some of x, which are taken first.
   */
  static Value of(Window window, int groups, Shape kernel, Value x, Value g) {
    if (!window.picks(kernel)) {
      return Value.of(new ConvKernelGrad(window, groups, kernel), x, g);
    }
    int[] stride = IntStream.range(0, x.rank()).map(i -> 1).toArray();
    for (int i = 0; i < window.rank(); i++) {
      stride[i + 1] = window.strides().get(i);
    }
    Value read = x.slice(new int[x.rank()], x.shape().toArray(), stride);
    List<Integer> ones = Collections.nCopies(window.rank(), 1);
    var dense = new Window(ones, window.padLo(), window.padHi(), ones);
    return Value.of(new ConvKernelGrad(dense, groups, kernel), read, g);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("conv_kernel_grad", in, 2);
    Rule.sameDtype("conv_kernel_grad", in);
    Rule.floating("conv_kernel_grad", in.get(0));
    Shape x = in.get(0).shape();
    Conv.check("conv_kernel_grad", window, groups, x, kernel);
    Shape expected =
        window.out(
            "conv_kernel_grad", x, kernel.toList().subList(0, window.rank()), kernel.dim(-1));
    Rule.check(
        in.get(1).shape().equals(expected),
        "conv_kernel_grad: expected gradient %s, got %s",
        expected,
        in.get(1).shape());
    return Rule.one(in.get(0).withShape(kernel));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    Value x = node.in(0);
    Value g = node.in(1);
    if (v.wants(0)) {
      v.give(0, Value.of(new ConvInputGrad(window, groups, x.shape()), g, v.grad()));
    }
    if (v.wants(1)) {
      v.give(1, Value.of(new Conv(window, groups), x, v.grad()));
    }
  }
}
