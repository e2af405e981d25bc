package dev.lamina.layers;

import dev.lamina.activations.Activation;
import dev.lamina.activations.Activations;
import dev.lamina.constraints.Constraint;
import dev.lamina.initializers.GlorotUniform;
import dev.lamina.initializers.Initializer;
import dev.lamina.initializers.Orthogonal;
import dev.lamina.initializers.Zeros;
import dev.lamina.regularizers.Regularizer;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * 3-dimensional convolutional LSTM (Shi et al. 2015, arXiv:1506.04214): the gates of {@link LSTM},
 * with convolutions in place of matrix products. Gates in the order i, f, c, o: z = conv(x, kernel)
 * + conv(h, recurrent) + bias; c' = σ(f) c + σ(i) tanh(ĉ); h' = σ(o) tanh(c').
 *
 * <p>Inputs: x [batch, time, planes, rows, columns, in] (channels third if {@code dataFormat} says
 * so) and optionally the initial states, h and c, each [batch, new planes, new rows, new columns,
 * filters] (zeros if not given) -> the last output [batch, new planes, new rows, new columns,
 * filters], or all outputs [batch, time, new planes, new rows, new columns, filters] if {@code
 * returnSequences}, in the order in which the steps ran; with {@code returnState} also the final
 * states. Masks and {@code stateful} as in {@link LSTM}.
 *
 * <p>Weights, below conv_lstm_cell: kernel [kernel planes, kernel rows, kernel columns, in, 4
 * filters], recurrent_kernel [kernel planes, kernel rows, kernel columns, filters, 4 filters], bias
 * [4 filters]. The convolution of the state has stride 1, no dilation and padding "same".
 *
 * @param padding of the inputs' convolution: valid or same
 * @param strides of the inputs' convolution; not together with dilation
 * @param unroll kept for Keras' files; changes only what Keras gives at masked steps if {@code
 *     goBackwards} and {@code zeroOutputForMask}: it reads the mask in the wrong direction
 * @param unitForgetBias whether the forget gate's bias starts at 1
 * @param dropout rate of dropout on the inputs, one mask per gate for all steps
 * @param recurrentDropout the same on the recurrent state
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record ConvLSTM3D(
    boolean returnSequences,
    boolean returnState,
    boolean goBackwards,
    boolean stateful,
    boolean unroll,
    boolean zeroOutputForMask,
    int filters,
    List<Integer> kernelSize,
    List<Integer> strides,
    Padding padding,
    DataFormat dataFormat,
    List<Integer> dilationRate,
    Activation activation,
    Activation recurrentActivation,
    boolean useBias,
    Initializer kernelInitializer,
    Initializer recurrentInitializer,
    Initializer biasInitializer,
    boolean unitForgetBias,
    Optional<Regularizer> kernelRegularizer,
    Optional<Regularizer> recurrentRegularizer,
    Optional<Regularizer> biasRegularizer,
    Optional<Regularizer> activityRegularizer,
    Optional<Constraint> kernelConstraint,
    Optional<Constraint> recurrentConstraint,
    Optional<Constraint> biasConstraint,
    double dropout,
    double recurrentDropout,
    Optional<Long> seed)
    implements ConvLSTM, ConvLSTM3DBuilder.With {
  public ConvLSTM3D {
    kernelSize = List.copyOf(kernelSize);
    strides = List.copyOf(strides);
    dilationRate = List.copyOf(dilationRate);
    ConvLSTM.check("ConvLSTM3D", 3, kernelSize, strides, dilationRate, padding);
    GatedCell.check("ConvLSTM3D", "filters", filters, dropout, recurrentDropout);
  }

  /** A window of the same size on every axis, stride 1, no padding. */
  public static ConvLSTM3D of(int filters, int kernelSize) {
    return new ConvLSTM3D(
        false,
        false,
        false,
        false,
        false,
        false,
        filters,
        Spatial.repeat(kernelSize, 3),
        Spatial.repeat(1, 3),
        Padding.VALID,
        DataFormat.CHANNELS_LAST,
        Spatial.repeat(1, 3),
        Activations.TANH,
        Activations.SIGMOID,
        true,
        GlorotUniform.of(),
        Orthogonal.of(),
        Zeros.of(),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        Optional.empty());
  }

  @Override
  public Layer reversed() {
    return withGoBackwards(!goBackwards);
  }

  @Override
  public Layer zeroingMasked(boolean zero) {
    return withZeroOutputForMask(zero);
  }
}
