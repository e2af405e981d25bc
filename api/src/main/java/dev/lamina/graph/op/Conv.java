package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Convolution (cross-correlation) over 1 to 3 spatial axes. x: [batch, spatial…, in]; kernel:
 * [window…, in / groups, out] -> [batch, spatial…, out]. Output channel o reads the inputs of group
 * o / (out / groups).
 */
public record Conv(Window window, int groups) implements Primitive {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("conv", in, 2);
    Rule.sameDtype("conv", in);
    Rule.floating("conv", in.get(0));
    Shape x = in.get(0).shape();
    Shape k = in.get(1).shape();
    check("conv", window, groups, x, k);
    return Rule.one(
        in.get(0)
            .withShape(window.out("conv", x, k.toList().subList(0, window.rank()), k.dim(-1))));
  }

  static void check(String op, Window window, int groups, Shape x, Shape k) {
    int rank = window.rank() + 2;
    Rule.check(
        x.rank() == rank && k.rank() == rank,
        "%s: expected rank %d, got %s and %s",
        op,
        rank,
        x,
        k);
    Rule.check(
        groups > 0 && x.dim(-1) == k.dim(-2) * groups && k.dim(-1) % groups == 0,
        "%s: %d input channels do not fit kernel %s with %d groups",
        op,
        x.dim(-1),
        k,
        groups);
  }

  @Override
  public void vjp(Node node, Vjp v) {
    Value x = node.in(0);
    Value k = node.in(1);
    if (v.wants(0)) {
      v.give(0, Value.of(new ConvInputGrad(window, groups, x.shape()), v.grad(), k));
    }
    if (v.wants(1)) {
      v.give(1, ConvKernelGrad.of(window, groups, k.shape(), x, v.grad()));
    }
  }
}
