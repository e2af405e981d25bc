package dev.lamina.ops;

import dev.lamina.graph.Operand;
import dev.lamina.layers.DataFormat;
import java.util.List;

/** Convolutions, pooling and blocks of images; part of {@link Ops}. */
abstract class WindowOps extends ActivationOps {
  WindowOps() {}

  /**
   * Convolution with strides of 1 and without padding. x: [batch, spatial…, channels], kernel:
   * [window…, channels / groups, filters] -> [batch, spatial…, filters].
   */
  public static <T extends Operand<T>> T conv(T x, T kernel) {
    return conv(x, kernel, Convolutions.Conv.of());
  }

  /** The same with strides, padding, data format and dilation of one's own. */
  public static <T extends Operand<T>> T conv(T x, T kernel, Convolutions.Conv how) {
    return x.apply(how, List.of(x, kernel)).get(0);
  }

  /**
   * Convolution of each channel with kernels of its own, with strides of 1 and without padding. x:
   * [batch, spatial…, channels], kernel: [window…, channels, n] -> [batch, spatial…, channels n].
   */
  public static <T extends Operand<T>> T depthwiseConv(T x, T kernel) {
    return depthwiseConv(x, kernel, Convolutions.DepthwiseConv.of());
  }

  /** The same with strides, padding, data format and dilation of one's own. */
  public static <T extends Operand<T>> T depthwiseConv(
      T x, T kernel, Convolutions.DepthwiseConv how) {
    return x.apply(how, List.of(x, kernel)).get(0);
  }

  /**
   * A depthwise convolution, then one with a window of one. x: [batch, spatial…, channels],
   * depthwise: [window…, channels, n], pointwise: [1…, channels n, filters] -> [batch, spatial…,
   * filters].
   */
  public static <T extends Operand<T>> T separableConv(T x, T depthwise, T pointwise) {
    return separableConv(x, depthwise, pointwise, Convolutions.SeparableConv.of());
  }

  /** The same with strides, padding, data format and dilation of one's own. */
  public static <T extends Operand<T>> T separableConv(
      T x, T depthwise, T pointwise, Convolutions.SeparableConv how) {
    return x.apply(how, List.of(x, depthwise, pointwise)).get(0);
  }

  /**
   * Transposed convolution with strides of 1. x: [batch, spatial…, channels], kernel: [window…,
   * filters, channels] -> [batch, spatial…, filters].
   */
  public static <T extends Operand<T>> T convTranspose(T x, T kernel) {
    return convTranspose(x, kernel, Convolutions.ConvTranspose.of());
  }

  /** The same with strides, padding, data format and dilation of one's own. */
  public static <T extends Operand<T>> T convTranspose(
      T x, T kernel, Convolutions.ConvTranspose how) {
    return x.apply(how, List.of(x, kernel)).get(0);
  }

  /**
   * The largest element of each window; windows do not overlap. x: [batch, spatial…, channels];
   * poolSize: one number, or one for each spatial axis.
   */
  public static <T extends Operand<T>> T maxPool(T x, int... poolSize) {
    return one(Pools.MaxPool.of(poolSize), x);
  }

  /** The same with strides, padding and data format of one's own. */
  public static <T extends Operand<T>> T maxPool(T x, Pools.MaxPool how) {
    return one(how, x);
  }

  /**
   * The mean of each window; windows do not overlap. x: [batch, spatial…, channels]; poolSize: one
   * number, or one for each spatial axis.
   */
  public static <T extends Operand<T>> T averagePool(T x, int... poolSize) {
    return one(Pools.AveragePool.of(poolSize), x);
  }

  /** The same with strides, padding and data format of one's own. */
  public static <T extends Operand<T>> T averagePool(T x, Pools.AveragePool how) {
    return one(how, x);
  }

  /**
   * The largest element of each of as many windows as the output has entries. x: [batch, spatial…,
   * channels]; outputSize: one number, or one for each spatial axis.
   */
  public static <T extends Operand<T>> T adaptiveMaxPool(T x, int... outputSize) {
    return one(new Pools.AdaptiveMaxPool(Ints.of(outputSize), DataFormat.CHANNELS_LAST), x);
  }

  /**
   * The mean of each of as many windows as the output has entries. x: [batch, spatial…, channels];
   * outputSize: one number, or one for each spatial axis.
   */
  public static <T extends Operand<T>> T adaptiveAveragePool(T x, int... outputSize) {
    return one(new Pools.AdaptiveAveragePool(Ints.of(outputSize), DataFormat.CHANNELS_LAST), x);
  }

  /**
   * All windows of size kernelSize as columns (im2col), without padding, in steps of 1. x: [batch,
   * channels, rows, columns] -> [batch, channels · elements of a window, windows].
   */
  public static <T extends Operand<T>> T unfold(T x, int... kernelSize) {
    return one(new Blocks.Unfold(Ints.of(kernelSize), Ints.of(1), Ints.of(0), Ints.of(1)), x);
  }

  /** The same with dilation, padding and strides of one's own. */
  public static <T extends Operand<T>> T unfold(T x, Blocks.Unfold how) {
    return one(how, x);
  }

  /**
   * The sum of windows at their places (col2im), as {@link #unfold} takes them. x: [batch, channels
   * · elements of a window, windows] -> [batch, channels, rows, columns].
   */
  public static <T extends Operand<T>> T fold(T x, int[] outputSize, int... kernelSize) {
    return one(
        new Blocks.Fold(
            Ints.of(outputSize), Ints.of(kernelSize), Ints.of(1), Ints.of(0), Ints.of(1)),
        x);
  }

  /** The same with dilation, padding and strides of one's own. */
  public static <T extends Operand<T>> T fold(T x, Blocks.Fold how) {
    return one(how, x);
  }

  /** [batch, rows, columns, channels] -> [batch, rows · b, columns · b, channels / b²]. */
  public static <T extends Operand<T>> T depthToSpace(T x, int blockSize) {
    return one(new Blocks.DepthToSpace(blockSize, DataFormat.CHANNELS_LAST), x);
  }

  /** [batch, rows, columns, channels] -> [batch, rows / b, columns / b, channels b²]. */
  public static <T extends Operand<T>> T spaceToDepth(T x, int blockSize) {
    return one(new Blocks.SpaceToDepth(blockSize, DataFormat.CHANNELS_LAST), x);
  }
}
