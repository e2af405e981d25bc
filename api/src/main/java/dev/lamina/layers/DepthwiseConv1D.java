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
 * 1-dimensional depthwise convolution: each input channel c makes the output channels c
 * depthMultiplier, … of its own.
 *
 * <p>x: [batch, steps, in] -> [batch, new steps, in depthMultiplier] (channels second if {@code
 * dataFormat} says so); kernel: [window…, in, depthMultiplier]; bias: [in depthMultiplier].
 */
@RecordBuilder
public record DepthwiseConv1D(
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
    implements DepthwiseConvolution, DepthwiseConv1DBuilder.With {
  public DepthwiseConv1D {
    kernelSize = List.copyOf(kernelSize);
    strides = List.copyOf(strides);
    dilationRate = List.copyOf(dilationRate);
    Check.positive("DepthwiseConv1D", "depthMultiplier", depthMultiplier);
    Convolution.check("DepthwiseConv1D", 1, 1, kernelSize, strides, dilationRate, padding, 1);
  }

  public static DepthwiseConv1D of(int kernelSize) {
    return of(kernelSize, Activations.LINEAR);
  }

  /** A window of the same size on every axis, stride 1, no padding. */
  public static DepthwiseConv1D of(int kernelSize, Activation activation) {
    return new DepthwiseConv1D(
        1,
        Spatial.repeat(kernelSize, 1),
        Spatial.repeat(1, 1),
        Padding.VALID,
        DataFormat.CHANNELS_LAST,
        Spatial.repeat(1, 1),
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
