package dev.lamina.testkit;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.ConvInputGrad;
import dev.lamina.graph.op.ConvKernelGrad;
import dev.lamina.graph.op.Window;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Convolutions in one to three dimensions and their two gradients. */
final class ConvolutionCases {
  private ConvolutionCases() {}

  static List<OpCase> all() {
    var all = new ArrayList<OpCase>();
    // 1d: plain, strided, uneven padding, dilated (also causally), grouped, depthwise
    add(all, Arg.real(2, 13, 3), Arg.real(3, 3, 4), window(1, 0, 0, 1), 1);
    add(all, Arg.real(2, 13, 3), Arg.real(3, 3, 4), window(2, 1, 0, 1), 1);
    add(all, Arg.real(1, 13, 3), Arg.real(3, 3, 2), window(1, 4, 0, 2), 1);
    add(all, Arg.real(2, 9, 4), Arg.real(3, 2, 6), window(1, 1, 1, 1), 2);
    add(all, Arg.real(2, 9, 3), Arg.real(4, 1, 6), window(2, 1, 2, 1), 3);
    // 2d
    Window plain = square(1, 0, 0, 1);
    add(all, Arg.real(2, 6, 5, 3), Arg.real(3, 3, 3, 4), plain, 1);
    add(all, Arg.real(2, 6, 5, 3), Arg.real(1, 1, 3, 4), plain, 1);
    add(all, Arg.real(1, 5, 5, 1), Arg.real(5, 5, 1, 2), plain, 1);
    add(all, Arg.real(2, 7, 6, 2), Arg.real(3, 3, 2, 3), square(1, 1, 1, 1), 1);
    add(all, Arg.real(2, 7, 6, 2), Arg.real(3, 2, 2, 3), square(2, 0, 1, 1), 1);
    add(all, Arg.real(2, 7, 6, 2), Arg.real(1, 1, 2, 3), square(2, 0, 0, 1), 1);
    add(all, Arg.real(3, 8, 8, 3), Arg.real(1, 1, 3, 2), square(2, 0, 0, 1), 1);
    add(all, Arg.real(3, 12, 12, 2), Arg.real(1, 1, 2, 3), square(3, 0, 0, 1), 1);
    add(all, Arg.real(1, 9, 8, 2), Arg.real(3, 3, 2, 3), square(1, 2, 2, 2), 1);
    add(all, Arg.real(1, 9, 9, 2), Arg.real(2, 3, 2, 3), square(3, 1, 1, 2), 1);
    add(all, Arg.real(2, 5, 5, 4), Arg.real(3, 3, 2, 6), square(1, 1, 1, 1), 2);
    add(all, Arg.real(2, 5, 5, 5), Arg.real(3, 3, 1, 5), square(1, 1, 1, 1), 5);
    add(all, Arg.real(1, 6, 5, 3), Arg.real(3, 3, 1, 6), square(2, 0, 1, 1), 3);
    Window uneven = new Window(List.of(2, 1), List.of(1, 0), List.of(0, 2), List.of(1, 2));
    add(all, Arg.real(2, 6, 7, 2), Arg.real(3, 2, 2, 3), uneven, 1);
    // 3d
    add(all, Arg.real(2, 4, 3, 5, 2), Arg.real(2, 3, 2, 2, 3), cube(1, 0, 1), 1);
    add(all, Arg.real(1, 5, 5, 4, 2), Arg.real(3, 3, 3, 2, 2), cube(2, 1, 1), 1);
    add(all, Arg.real(1, 5, 5, 5, 2), Arg.real(2, 2, 2, 1, 4), cube(1, 0, 2), 2);
    return all;
  }

  private static Window window(int stride, int lo, int hi, int dilation) {
    return new Window(List.of(stride), List.of(lo), List.of(hi), List.of(dilation));
  }

  private static Window square(int stride, int lo, int hi, int dilation) {
    return new Window(
        List.of(stride, stride), List.of(lo, lo), List.of(hi, hi), List.of(dilation, dilation));
  }

  private static Window cube(int stride, int pad, int dilation) {
    return new Window(
        List.of(stride, stride, stride),
        List.of(pad, pad, pad),
        List.of(pad, pad, pad),
        List.of(dilation, dilation, dilation));
  }

  private static void add(List<OpCase> all, Arg x, Arg k, Window w, int groups) {
    String name = "%s with %s, %s, groups=%d".formatted(x.type(), k.type(), w, groups);
    Conv conv = new Conv(w, groups);
    all.add(OpCase.smooth(name, Conv.class, List.of(x, k), in -> Value.of(conv, in)));
    Shape y = conv.infer(List.of(x.type(), k.type())).get(0).shape();
    Arg g = Arg.real(y.toArray());
    ConvInputGrad input = new ConvInputGrad(w, groups, shape(x.type()));
    all.add(OpCase.smooth(name, ConvInputGrad.class, List.of(g, k), in -> Value.of(input, in)));
    ConvKernelGrad kernel = new ConvKernelGrad(w, groups, shape(k.type()));
    all.add(OpCase.smooth(name, ConvKernelGrad.class, List.of(x, g), in -> Value.of(kernel, in)));
  }

  private static Shape shape(TensorType t) {
    return t.shape();
  }
}
