package dev.lamina.layers;

import dev.lamina.activations.Activation;
import dev.lamina.activations.Activations;
import dev.lamina.constraints.Constraint;
import dev.lamina.initializers.GlorotUniform;
import dev.lamina.initializers.Initializer;
import dev.lamina.initializers.Zeros;
import dev.lamina.regularizers.Regularizer;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * 2-dimensional depthwise convolution: each input channel c makes the output channels c
 * depthMultiplier, … of its own.
 *
 * <p>x: [batch, rows, columns, in] -> [batch, new rows, columns, in depthMultiplier] (channels
 * second if {@code dataFormat} says so); kernel: [window…, in, depthMultiplier]; bias: [in
 * depthMultiplier].
 */
@RecordBuilder
public record DepthwiseConv2D(
    int depthMultiplier,
    List<Integer> kernelSize,
    List<Integer> strides,
    Padding padding,
    DataFormat dataFormat,
    List<Integer> dilationRate,
    Activation activation,
    boolean useBias,
    Initializer depthwiseInitializer,
    Initializer biasInitializer,
    Optional<Regularizer> depthwiseRegularizer,
    Optional<Regularizer> biasRegularizer,
    Optional<Regularizer> activityRegularizer,
    Optional<Constraint> depthwiseConstraint,
    Optional<Constraint> biasConstraint)
    implements DepthwiseConvolution, DepthwiseConv2DBuilder.With {
  public DepthwiseConv2D {
    kernelSize = List.copyOf(kernelSize);
    strides = List.copyOf(strides);
    dilationRate = List.copyOf(dilationRate);
    Check.positive("DepthwiseConv2D", "depthMultiplier", depthMultiplier);
    Convolution.check("DepthwiseConv2D", 2, 1, kernelSize, strides, dilationRate, padding, 1);
  }

  public static DepthwiseConv2D of(int kernelSize) {
    return of(kernelSize, Activations.LINEAR);
  }

  /** A window of the same size on every axis, stride 1, no padding. */
  public static DepthwiseConv2D of(int kernelSize, Activation activation) {
    return new DepthwiseConv2D(
        1,
        Spatial.repeat(kernelSize, 2),
        Spatial.repeat(1, 2),
        Padding.VALID,
        DataFormat.CHANNELS_LAST,
        Spatial.repeat(1, 2),
        activation,
        true,
        GlorotUniform.of(),
        Zeros.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
