package dev.lamina.ops;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.ConvInputGrad;
import dev.lamina.graph.op.Window;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Padding;
import dev.lamina.layers.Spatial;
import dev.lamina.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Convolutions over one to three spatial axes. x: [batch, spatial…, channels], or [batch, channels,
 * spatial…]; strides and dilation rates are one number, or one for each spatial axis.
 */
public final class Convolutions {
  private static final Ints ONE = Ints.of(1);

  private Convolutions() {}

  /**
   * y[p] = Σ x[p strides + q dilation] kernel[q]. kernel: [window…, channels / groups, filters] ->
   * [batch, spatial…, filters]; how many groups follows from the shapes.
   */
  public record Conv(Ints strides, Padding padding, DataFormat dataFormat, Ints dilationRate)
      implements Operation.OfTwo {
    public Conv {
      check("conv", strides, padding, dilationRate);
    }

    /** Keras' defaults: strides of 1, padding valid, channels last, no dilation. */
    public static Conv of() {
      return new Conv(ONE, Padding.VALID, DataFormat.CHANNELS_LAST, ONE);
    }

    @Override
    public Value write(Value in, Value kernel) {
      Value x = last("conv", dataFormat, in, kernel);
      int each = kernel.dim(-2);
      Require.that(
          each > 0 && x.dim(-1) % each == 0 && kernel.dim(-1) % (x.dim(-1) / each) == 0,
          "conv: expected a kernel [window…, channels / groups, filters] for %d channels, got %s",
          x.dim(-1),
          kernel.shape());
      Window window = window("conv", x, kernel, strides, padding, dilationRate);
      var op = new dev.lamina.graph.op.Conv(window, x.dim(-1) / each);
      return Spatial.fromLast(dataFormat, Value.of(op, x, kernel.cast(x.dtype())));
    }
  }

  /**
   * Every channel has n kernels of its own. kernel: [window…, channels, n] -> [batch, spatial…,
   * channels n].
   */
  public record DepthwiseConv(
      Ints strides, Padding padding, DataFormat dataFormat, Ints dilationRate)
      implements Operation.OfTwo {
    public DepthwiseConv {
      check("depthwise_conv", strides, padding, dilationRate);
    }

    /** Keras' defaults: strides of 1, padding valid, channels last, no dilation. */
    public static DepthwiseConv of() {
      return new DepthwiseConv(ONE, Padding.VALID, DataFormat.CHANNELS_LAST, ONE);
    }

    @Override
    public Value write(Value in, Value kernel) {
      Value x = last("depthwise_conv", dataFormat, in, kernel);
      return Spatial.fromLast(
          dataFormat, depthwise("depthwise_conv", x, kernel, strides, padding, dilationRate));
    }
  }

  /**
   * A depthwise convolution and one with a window of one. x, depthwise kernel: [window…, channels,
   * n], pointwise kernel: [1…, channels n, filters] -> [batch, spatial…, filters].
   */
  public record SeparableConv(
      Ints strides, Padding padding, DataFormat dataFormat, Ints dilationRate)
      implements Operation {
    public SeparableConv {
      check("separable_conv", strides, padding, dilationRate);
    }

    /** Keras' defaults: strides of 1, padding valid, channels last, no dilation. */
    public static SeparableConv of() {
      return new SeparableConv(ONE, Padding.VALID, DataFormat.CHANNELS_LAST, ONE);
    }

    @Override
    public List<Value> write(List<Value> inputs) {
      Value x = last("separable_conv", dataFormat, inputs.get(0), inputs.get(1));
      Value each = depthwise("separable_conv", x, inputs.get(1), strides, padding, dilationRate);
      Value pointwise = inputs.get(2).cast(x.dtype());
      int n = x.rank() - 2;
      Require.that(
          pointwise.rank() == x.rank()
              && pointwise.shape().range(0, n).size() == 1
              && pointwise.dim(-2) == each.dim(-1),
          "separable_conv: expected a pointwise kernel [1…, %d, filters] of rank %d, got %s",
          each.dim(-1),
          x.rank(),
          pointwise.shape());
      Window one = window("separable_conv", each, pointwise, ONE, Padding.VALID, ONE);
      Value y = Value.of(new dev.lamina.graph.op.Conv(one, 1), each, pointwise);
      return List.of(Spatial.fromLast(dataFormat, y));
    }
  }

  /**
   * The gradient of a convolution from its output to its input. kernel: [window…, filters,
   * channels] -> [batch, spatial…, filters]; a spatial axis of n becomes n strides (padding same)
   * or (n - 1) strides + max(window, strides) (valid).
   *
   * @param outputPadding added to the size of the output, below strides; empty: as above
   */
  public record ConvTranspose(
      Ints strides,
      Padding padding,
      Optional<Ints> outputPadding,
      DataFormat dataFormat,
      Ints dilationRate)
      implements Operation.OfTwo {
    public ConvTranspose {
      check("conv_transpose", strides, padding, dilationRate);
      Require.that(
          outputPadding.stream().allMatch(p -> p.values().stream().allMatch(v -> v >= 0)),
          "conv_transpose: expected an output padding >= 0, got %s",
          outputPadding.map(Ints::values));
    }

    /** Keras' defaults: strides of 1, padding valid, channels last, no dilation. */
    public static ConvTranspose of() {
      return new ConvTranspose(ONE, Padding.VALID, Optional.empty(), DataFormat.CHANNELS_LAST, ONE);
    }

    @Override
    public Value write(Value in, Value kernel) {
      Value x = last("conv_transpose", dataFormat, in, kernel);
      Require.that(
          kernel.dim(-1) == x.dim(-1),
          "conv_transpose: expected a kernel [window…, filters, %d], got %s",
          x.dim(-1),
          kernel.shape());
      int n = x.rank() - 2;
      List<Integer> steps = Require.each("conv_transpose", "strides", strides, n);
      List<Integer> rates = Require.each("conv_transpose", "dilation_rate", dilationRate, n);
      Optional<List<Integer>> more =
          outputPadding.map(p -> Require.each("conv_transpose", "output_padding", p, n));
      Shape out = x.shape().with(-1, kernel.dim(-2));
      for (int i = 0; i < n; i++) {
        int axis = i;
        Optional<Integer> extra = more.map(m -> m.get(axis));
        Require.that(
            extra.orElse(0) < steps.get(i),
            "conv_transpose: expected an output padding below the strides %s, got %s",
            steps,
            more.orElse(List.of()));
        int size =
            Spatial.transposed(
                x.dim(i + 1), kernel.dim(i), steps.get(i), rates.get(i), padding, extra);
        out = out.with(i + 1, size);
      }
      Value like = Value.zeros(x.type().withShape(out));
      Window window = window("conv_transpose", like, kernel, strides, padding, dilationRate);
      Value y = Value.of(new ConvInputGrad(window, 1, out), x, kernel.cast(x.dtype()));
      return Spatial.fromLast(dataFormat, y);
    }
  }

  private static void check(String op, Ints strides, Padding padding, Ints dilationRate) {
    Require.positive(op, "strides", strides);
    Require.positive(op, "dilation_rate", dilationRate);
    Spatial.notCausal(op, padding);
  }

  /** x as [batch, spatial…, channels]. */
  private static Value last(String op, DataFormat format, Value x, Value kernel) {
    Require.spatial(op, format, x);
    Require.that(
        kernel.rank() == x.rank(),
        "%s: expected a kernel of rank %d for an input of shape %s, got %s",
        op,
        x.rank(),
        x.shape(),
        kernel.shape());
    return Spatial.toLast(format, Promotion.floating(x));
  }

  private static Value depthwise(
      String op, Value x, Value kernel, Ints strides, Padding padding, Ints dilationRate) {
    Require.that(
        kernel.dim(-2) == x.dim(-1),
        "%s: expected a depthwise kernel [window…, %d, n], got %s",
        op,
        x.dim(-1),
        kernel.shape());
    Window window = window(op, x, kernel, strides, padding, dilationRate);
    return Spatial.depthwise(window, x, kernel.cast(x.dtype()));
  }

  private static Window window(
      String op, Value x, Value kernel, Ints strides, Padding padding, Ints dilationRate) {
    int n = x.rank() - 2;
    return Spatial.window(
        x,
        kernel.shape().range(0, n).toList(),
        Require.each(op, "strides", strides, n),
        Require.each(op, "dilation_rate", dilationRate, n),
        padding);
  }
}
