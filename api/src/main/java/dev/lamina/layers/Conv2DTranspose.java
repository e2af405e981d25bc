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
 * 2-dimensional transposed convolution, the gradient of a convolution: with stride s it makes its
 * input about s times larger.
 *
 * <p>x: [batch, rows, columns, in] -> [batch, new rows, columns, filters] (channels second if
 * {@code dataFormat} says so); kernel: [window…, filters, in]; bias: [filters].
 *
 * @param outputPadding elements more at the end of each axis; empty: what {@code padding} asks for
 */
@RecordBuilder
public record Conv2DTranspose(
    int filters,
    List<Integer> kernelSize,
    List<Integer> strides,
    Padding padding,
    Optional<List<Integer>> outputPadding,
    DataFormat dataFormat,
    List<Integer> dilationRate,
    Activation activation,
    boolean useBias,
    Initializer kernelInitializer,
    Initializer biasInitializer,
    Optional<Regularizer> kernelRegularizer,
    Optional<Regularizer> biasRegularizer,
    Optional<Regularizer> activityRegularizer,
    Optional<Constraint> kernelConstraint,
    Optional<Constraint> biasConstraint)
    implements TransposedConvolution, Conv2DTransposeBuilder.With {
  public Conv2DTranspose {
    kernelSize = List.copyOf(kernelSize);
    strides = List.copyOf(strides);
    dilationRate = List.copyOf(dilationRate);
    outputPadding = outputPadding.map(List::copyOf);
    TransposedConvolution.check(
        "Conv2DTranspose", 2, filters, kernelSize, strides, dilationRate, padding, outputPadding);
  }

  /** A window of the same size on every axis, no padding. */
  public static Conv2DTranspose of(int filters, int kernelSize, int strides) {
    return new Conv2DTranspose(
        filters,
        Spatial.repeat(kernelSize, 2),
        Spatial.repeat(strides, 2),
        Padding.VALID,
        Optional.empty(),
        DataFormat.CHANNELS_LAST,
        Spatial.repeat(1, 2),
        Activations.LINEAR,
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
