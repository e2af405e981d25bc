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
 * 3-dimensional convolution: activation(conv(x, kernel) + bias).
 *
 * <p>x: [batch, planes, rows, columns, in] -> [batch, new planes, new rows, new columns, filters]
 * (channels second if {@code dataFormat} says so); kernel: [kernel planes, kernel rows, kernel
 * columns, in / groups, filters]; bias: [filters].
 */
@RecordBuilder
public record Conv3D(
    int filters,
    List<Integer> kernelSize,
    List<Integer> strides,
    Padding padding,
    DataFormat dataFormat,
    List<Integer> dilationRate,
    int groups,
    Activation activation,
    boolean useBias,
    Initializer kernelInitializer,
    Initializer biasInitializer,
    Optional<Regularizer> kernelRegularizer,
    Optional<Regularizer> biasRegularizer,
    Optional<Regularizer> activityRegularizer,
    Optional<Constraint> kernelConstraint,
    Optional<Constraint> biasConstraint)
    implements Convolution, Conv3DBuilder.With {
  public Conv3D {
    kernelSize = List.copyOf(kernelSize);
    strides = List.copyOf(strides);
    dilationRate = List.copyOf(dilationRate);
    Convolution.check("Conv3D", 3, filters, kernelSize, strides, dilationRate, padding, groups);
  }

  public static Conv3D of(int filters, int kernelSize) {
    return of(filters, kernelSize, Activations.LINEAR);
  }

  /** A window of the same size on every axis, stride 1, no padding. */
  public static Conv3D of(int filters, int kernelSize, Activation activation) {
    return new Conv3D(
        filters,
        Spatial.repeat(kernelSize, 3),
        Spatial.repeat(1, 3),
        Padding.VALID,
        DataFormat.CHANNELS_LAST,
        Spatial.repeat(1, 3),
        1,
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
