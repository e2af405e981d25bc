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
 * 2-dimensional depthwise separable convolution: first each channel by itself, then all channels of
 * a position.
 *
 * <p>x: [batch, rows, columns, in] -> [batch, new rows, columns, filters] (channels second if
 * {@code dataFormat} says so); depthwise_kernel: [window…, in, depthMultiplier]; pointwise_kernel:
 * [1…, in depthMultiplier, filters]; bias: [filters].
 */
@RecordBuilder
public record SeparableConv2D(
    int depthMultiplier,
    int filters,
    List<Integer> kernelSize,
    List<Integer> strides,
    Padding padding,
    DataFormat dataFormat,
    List<Integer> dilationRate,
    Activation activation,
    boolean useBias,
    Initializer depthwiseInitializer,
    Initializer pointwiseInitializer,
    Initializer biasInitializer,
    Optional<Regularizer> depthwiseRegularizer,
    Optional<Regularizer> pointwiseRegularizer,
    Optional<Regularizer> biasRegularizer,
    Optional<Regularizer> activityRegularizer,
    Optional<Constraint> depthwiseConstraint,
    Optional<Constraint> pointwiseConstraint,
    Optional<Constraint> biasConstraint)
    implements SeparableConvolution, SeparableConv2DBuilder.With {
  public SeparableConv2D {
    kernelSize = List.copyOf(kernelSize);
    strides = List.copyOf(strides);
    dilationRate = List.copyOf(dilationRate);
    Check.positive("SeparableConv2D", "depthMultiplier", depthMultiplier);
    Convolution.check("SeparableConv2D", 2, filters, kernelSize, strides, dilationRate, padding, 1);
  }

  public static SeparableConv2D of(int filters, int kernelSize) {
    return of(filters, kernelSize, Activations.LINEAR);
  }

  /** A window of the same size on every axis, stride 1, no padding. */
  public static SeparableConv2D of(int filters, int kernelSize, Activation activation) {
    return new SeparableConv2D(
        1,
        filters,
        Spatial.repeat(kernelSize, 2),
        Spatial.repeat(1, 2),
        Padding.VALID,
        DataFormat.CHANNELS_LAST,
        Spatial.repeat(1, 2),
        activation,
        true,
        GlorotUniform.of(),
        GlorotUniform.of(),
        Zeros.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
