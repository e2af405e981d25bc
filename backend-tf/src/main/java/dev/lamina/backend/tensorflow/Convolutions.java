package dev.lamina.backend.tensorflow;

import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.ConvInputGrad;
import dev.lamina.graph.op.ConvKernelGrad;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/**
 * Convolutions and their gradients. TensorFlow's CPU kernels take explicit padding for two spatial
 * axes only, dilation only forward and for two axes, and groups not at all in the gradients; the
 * rest is composed: padded input, kernel with the dilation's zeros written out, one convolution per
 * group.
 */
final class Convolutions {
  private Convolutions() {}

  static void register(Kernels k) {
    k.on(
        Conv.class,
        (e, op, node, in) -> {
          Shape y = node.result(0).shape();
          Shape kernel = node.in(1).shape();
          var g =
              Geometry.of(
                  node.in(0).dtype(), node.in(0).shape(), kernel, y, op.window(), op.groups());
          Out x = e.reshape(in.get(0), g.input());
          return List.of(e.reshape(forward(e, g, x, e.reshape(in.get(1), g.kernel())), y));
        });
    k.on(
        ConvInputGrad.class,
        (e, op, node, in) -> {
          Shape y = node.in(0).shape();
          Shape kernel = node.in(1).shape();
          var g = Geometry.of(node.in(0).dtype(), op.input(), kernel, y, op.window(), op.groups());
          Out dy = e.reshape(in.get(0), g.output());
          Out dx = inputGrad(e, g, dy, e.reshape(in.get(1), g.kernel()));
          return List.of(e.reshape(dx, op.input()));
        });
    k.on(
        ConvKernelGrad.class,
        (e, op, node, in) -> {
          Shape x = node.in(0).shape();
          Shape y = node.in(1).shape();
          var g = Geometry.of(node.in(0).dtype(), x, op.kernel(), y, op.window(), op.groups());
          Out dy = e.reshape(in.get(1), g.output());
          Out dk = kernelGrad(e, g, e.reshape(in.get(0), g.input()), dy);
          return List.of(e.reshape(dk, op.kernel()));
        });
  }

  private static Out forward(Emit e, Geometry g, Out x, Out k) {
    if (g.depthwise()) {
      Geometry flat = g.undilated();
      OpBuilder conv = e.op("DepthwiseConv2dNative").in(x, multipliers(e, flat, dilate(e, g, k)));
      return window(conv, flat).out();
    }
    if (g.groups() > 1) {
      Geometry part = g.group();
      return perGroup(e, g, x, k, (xi, ki) -> forward(e, part, xi, ki));
    }
    if (g.rank() == 2) {
      long[] dilations = longs(g.aroundSpatial(1, g.dilation()));
      return window(e.op("Conv2D").in(x, k).integers("dilations", dilations), g).out();
    }
    Out around = e.pad(x, g.inputType(), g.aroundSpatial(0, g.lo()), g.aroundSpatial(0, g.hi()), 0);
    Geometry plain = g.undilated().unpadded();
    return window(e.op("Conv3D").in(around, dilate(e, g, k)), plain).out();
  }

  private static Out inputGrad(Emit e, Geometry g, Out dy, Out k) {
    if (g.groups() > 1 && !g.depthwise()) {
      Geometry part = g.group();
      return perGroup(e, g, dy, k, (dyi, ki) -> inputGrad(e, part, dyi, ki));
    }
    Geometry flat = g.undilated();
    Out kernel = dilate(e, g, k);
    if (g.depthwise()) {
      return window(
              e.op("DepthwiseConv2dNativeBackpropInput")
                  .in(sizes(e, flat.input()), multipliers(e, flat, kernel), dy),
              flat)
          .out();
    }
    if (g.rank() == 2) {
      return window(e.op("Conv2DBackpropInput").in(sizes(e, flat.input()), kernel, dy), flat).out();
    }
    Geometry plain = flat.unpadded();
    Out around =
        window(e.op("Conv3DBackpropInputV2").in(sizes(e, plain.input()), kernel, dy), plain).out();
    return g.padded() ? e.slice(around, g.aroundSpatial(0, g.lo()), g.input().toArray()) : around;
  }

  private static Out kernelGrad(Emit e, Geometry g, Out x, Out dy) {
    if (g.groups() > 1 && !g.depthwise()) {
      Geometry part = g.group();
      return perGroup(e, g, x, dy, (xi, dyi) -> kernelGrad(e, part, xi, dyi));
    }
    Geometry flat = g.undilated();
    Out spread;
    if (g.depthwise()) {
      Out sizes = sizes(e, multipliers(flat));
      spread = window(e.op("DepthwiseConv2dNativeBackpropFilter").in(x, sizes, dy), flat).out();
      spread = e.reshape(spread, flat.kernel());
    } else if (g.rank() == 2) {
      OpBuilder grad = e.op("Conv2DBackpropFilter").in(x, sizes(e, flat.kernel()), dy);
      spread = window(grad, flat).out();
    } else {
      Out around =
          e.pad(x, g.inputType(), g.aroundSpatial(0, g.lo()), g.aroundSpatial(0, g.hi()), 0);
      OpBuilder grad = e.op("Conv3DBackpropFilterV2").in(around, sizes(e, flat.kernel()), dy);
      spread = window(grad, flat.unpadded()).out();
    }
    if (!g.dilated()) {
      return spread;
    }
    int[] stride = new int[g.rank() + 2];
    Arrays.fill(stride, 1);
    for (int i = 0; i < g.rank(); i++) {
      stride[i] = g.dilation().get(i);
    }
    return e.stridedSlice(spread, new int[g.rank() + 2], flat.kernel().toArray(), stride);
  }

  /** Strides and padding; three-dimensional kernels take no padding of their own. */
  private static OpBuilder window(OpBuilder op, Geometry g) {
    op.integers("strides", longs(g.aroundSpatial(1, g.strides())));
    if (!g.padded()) {
      return op.text("padding", "VALID");
    }
    long[] explicit = new long[2 * (g.rank() + 2)];
    for (int i = 0; i < g.rank(); i++) {
      explicit[2 * (i + 1)] = g.lo().get(i);
      explicit[2 * (i + 1) + 1] = g.hi().get(i);
    }
    return op.text("padding", "EXPLICIT").integers("explicit_paddings", explicit);
  }

  /** The kernel with {@code dilation - 1} zeros between its entries. */
  private static Out dilate(Emit e, Geometry g, Out k) {
    if (!g.dilated()) {
      return k;
    }
    Out spread = k;
    Shape shape = g.kernel();
    for (int i = 0; i < g.rank(); i++) {
      // Zeros behind each entry of the axis: [before, n, after] as [before n, 1, after].
      int after = shape.range(i + 1, shape.rank()).intSize();
      Shape apart = Shape.of(shape.intSize() / after, 1, after);
      int[] zeros = {0, g.dilation().get(i) - 1, 0};
      TensorType type = new TensorType(g.dtype(), apart);
      spread = e.pad(e.reshape(spread, apart), type, new int[3], zeros, 0);
      shape = shape.with(i, shape.dim(i) * g.dilation().get(i));
    }
    Shape wanted = g.undilated().kernel();
    return e.slice(e.reshape(spread, shape), new int[wanted.rank()], wanted.toArray());
  }

  /** Kernel [window…, 1, in * multiplier] in TensorFlow's depthwise layout. */
  private static Out multipliers(Emit e, Geometry g, Out k) {
    return e.reshape(k, multipliers(g));
  }

  private static Shape multipliers(Geometry g) {
    int channels = g.input().dim(-1);
    return g.kernel().with(-2, channels).with(-1, g.kernel().dim(-1) / channels);
  }

  /** Splits both along the last axis, and joins what each pair gives along it. */
  private static Out perGroup(Emit e, Geometry g, Out a, Out b, BinaryOperator<Out> part) {
    List<Out> as = split(e, a, g);
    List<Out> bs = split(e, b, g);
    var parts = new ArrayList<Out>();
    for (int i = 0; i < g.groups(); i++) {
      parts.add(part.apply(as.get(i), bs.get(i)));
    }
    return e.concat(parts, g.rank() + 1);
  }

  private static List<Out> split(Emit e, Out x, Geometry g) {
    var op =
        e.op("Split").in(e.intScalar(g.rank() + 1), x).integer("num_split", g.groups()).build();
    return IntStream.range(0, g.groups()).mapToObj(i -> new Out(op, i)).toList();
  }

  private static Out sizes(Emit e, Shape shape) {
    return e.ints(shape.toArray());
  }

  private static long[] longs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }
}
