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
import java.util.Optional;

/**
 * Long short-term memory (Hochreiter, Schmidhuber 1997), gates in Keras' order i, f, c, o: z = x
 * kernel + h recurrent + bias; c' = σ(f) c + σ(i) tanh(ĉ); h' = σ(o) tanh(c').
 *
 * <p>Inputs: x [batch, time, in] and optionally the initial states, h and c, each [batch, units]
 * (zeros if not given) -> the last output [batch, units], or all outputs [batch, time, units] if
 * {@code returnSequences}, in the order in which the steps ran; with {@code returnState} also the
 * final states. Masked steps keep the state and repeat the output before them, or give 0 if {@code
 * zeroOutputForMask}. With {@code stateful} a call starts from the states in which the call before
 * ended.
 *
 * <p>Weights, below lstm_cell: kernel [in, 4 units], recurrent_kernel [units, 4 units], bias [4
 * units].
 *
 * @param unroll kept for Keras' files; changes only what Keras gives at masked steps if {@code
 *     goBackwards} and {@code zeroOutputForMask}: it reads the mask in the wrong direction
 * @param dropout rate of dropout on the inputs, one mask for all steps
 * @param recurrentDropout the same on the recurrent state
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record LSTM(
    boolean returnSequences,
    boolean returnState,
    boolean goBackwards,
    boolean stateful,
    boolean unroll,
    boolean zeroOutputForMask,
    int units,
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
    implements Recurrent, LSTMBuilder.With {
  public LSTM {
    GatedCell.check("LSTM", "units", units, dropout, recurrentDropout);
  }

  public static LSTM of(int units) {
    return new LSTM(
        false,
        false,
        false,
        false,
        false,
        false,
        units,
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
  public Layer cell() {
    return new LSTMCell(
        units,
        activation,
        recurrentActivation,
        useBias,
        unitForgetBias,
        kernelInitializer,
        recurrentInitializer,
        biasInitializer,
        kernelRegularizer,
        recurrentRegularizer,
        biasRegularizer,
        kernelConstraint,
        recurrentConstraint,
        biasConstraint,
        dropout,
        recurrentDropout,
        seed);
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
