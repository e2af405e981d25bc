package dev.lamina.backend.dl4j;

import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.ConvInputGrad;
import dev.lamina.graph.op.ConvKernelGrad;
import dev.lamina.graph.op.Op;
import dev.lamina.graph.op.Window;
import dev.lamina.tensor.Shape;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Convolutions over one to three spatial axes, all channels together or each on its own. */
final class Convolutions {
  /** ND4J's numbers for channels-last activations and [spatial…, in, out] kernels. */
  private static final long CHANNELS_LAST = 1;

  private static final long SPATIAL_IN_OUT = 0;

  /**
   * Multiplications of a gradient up to which it is computed without oneDNN, whose sums of
   * thousands of products, one after the other in float32, lose digits.
   */
  private static final long SMALL = 1_000_000;

  /** Products of each weight from which on it matters. */
  private static final long MANY = 1000;

  private Convolutions() {}

  static boolean emit(Emitter e, Op op, List<Array> in, Array y) {
    if (op instanceof Conv c && canRun(c.window(), c.groups(), in.get(0).shape())) {
      forward(e, c, in.get(0), in.get(1), y);
    } else if (op instanceof ConvInputGrad c && canRun(c.window(), c.groups(), c.input())) {
      Array k = in.get(1);
      // ND4J computes both gradients at once; this input's and that result's values don't matter.
      Array x = e.scratch(y.type());
      gradients(e, c.window(), c.groups(), x, k, in.get(0), y, e.scratch(k.type()));
    } else if (op instanceof ConvKernelGrad c
        && canRun(c.window(), c.groups(), in.get(0).shape())) {
      Array x = in.get(0);
      Array k = e.scratch(y.type());
      gradients(e, c.window(), c.groups(), x, k, in.get(1), e.scratch(x.type()), y);
    } else {
      return false;
    }
    return true;
  }

  /** Groups of several channels are left to the Java engine. */
  static boolean canRun(Window window, int groups, Shape x) {
    return groups == 1 || (groups == x.dim(-1) && window.rank() < 3);
  }

  private static void forward(Emitter e, Conv conv, Array x, Array k, Array y) {
    Frame f = Frame.of(conv.window());
    Array padded = f.pad(e, f.activation(x), 0);
    e.call(
        spec(f, conv.groups(), "", f.kernel(k).shape()),
        List.of(padded, kernel(f, conv.groups(), k)),
        List.of(f.activation(y)));
  }

  /** Both gradients: {@code dx} like x and {@code dk} like the kernel. */
  static void gradients(
      Emitter e, Window window, int groups, Array x, Array k, Array g, Array dx, Array dk) {
    Frame f = Frame.of(window);
    Array target = f.activation(dx);
    Array padded = f.padded(e, target);
    OpSpec spec = spec(f, groups, "_bp", f.kernel(k).shape());
    e.call(
        withoutOneDnn(g.shape(), k.shape()) ? spec.withoutHelpers() : spec,
        List.of(f.pad(e, f.activation(x), 0), kernel(f, groups, k), f.activation(g)),
        List.of(padded, kernel(f, groups, dk)));
    f.crop(e, padded, target);
  }

  /** Whether it is small enough for ND4J's own, slower code, and gains by it. */
  private static boolean withoutOneDnn(Shape g, Shape kernel) {
    long products = g.size() / g.dim(-1);
    return products >= MANY && products * kernel.size() <= SMALL;
  }

  /** A depthwise kernel [spatial…, 1, in * m] is [spatial…, in, m] to ND4J: the same elements. */
  private static Array kernel(Frame f, int groups, Array k) {
    Array framed = f.kernel(k);
    if (groups == 1) {
      return framed;
    }
    Shape s = framed.shape();
    int n = s.rank();
    return framed.reshape(s.with(n - 2, groups).with(n - 1, s.dim(-1) / groups));
  }

  private static OpSpec spec(Frame f, int groups, String suffix, Shape kernel) {
    String op = groups > 1 ? "depthwise_conv2d" : f.rank() == 2 ? "conv2d" : "conv3dnew";
    long[] sizes =
        Stream.of(kernel.toList().subList(0, f.rank()), f.strides(), f.pad(), f.dilation())
            .flatMapToLong(l -> LongStream.of(Structure.longs(l)))
            .toArray();
    OpSpec spec =
        OpSpec.of(
            op + suffix,
            LongStream.concat(LongStream.of(sizes), LongStream.of(0, CHANNELS_LAST, SPATIAL_IN_OUT))
                .toArray());
    // oneDNN's dilated convolution throws in this build.
    return f.isDilated() ? spec.withoutHelpers() : spec;
  }
}
