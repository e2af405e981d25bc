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
 * Fully connected recurrent layer: h' = activation(x kernel + h recurrent + bias).
 *
 * <p>Inputs: x [batch, time, in] and optionally the initial states, h [batch, units] (zeros if not
 * given) -> the last output [batch, units], or all outputs [batch, time, units] if {@code
 * returnSequences}, in the order in which the steps ran; with {@code returnState} also the final
 * states. Masked steps keep the state and repeat the output before them, or give 0 if {@code
 * zeroOutputForMask}. With {@code stateful} a call starts from the states in which the call before
 * ended.
 *
 * <p>Weights, below simple_rnn_cell: kernel [in, units], recurrent_kernel [units, units], bias
 * [units].
 *
 * @param unroll kept for Keras' files; changes only what Keras gives at masked steps if {@code
 *     goBackwards} and {@code zeroOutputForMask}: it reads the mask in the wrong direction
 * @param dropout rate of dropout on the inputs, one mask for all steps
 * @param recurrentDropout the same on the recurrent state
 */
@RecordBuilder
public record SimpleRNN(
    boolean returnSequences,
    boolean returnState,
    boolean goBackwards,
    boolean stateful,
    boolean unroll,
    boolean zeroOutputForMask,
    int units,
    Activation activation,
    boolean useBias,
    Initializer kernelInitializer,
    Initializer recurrentInitializer,
    Initializer biasInitializer,
    Optional<Regularizer> kernelRegularizer,
    Optional<Regularizer> recurrentRegularizer,
    Optional<Regularizer> biasRegularizer,
    Optional<Regularizer> activityRegularizer,
    Optional<Constraint> kernelConstraint,
    Optional<Constraint> recurrentConstraint,
    Optional<Constraint> biasConstraint,
    double dropout,
    double recurrentDropout)
    implements Recurrent, SimpleRNNBuilder.With {
  public SimpleRNN {
    GatedCell.check("SimpleRNN", "units", units, dropout, recurrentDropout);
  }

  public static SimpleRNN of(int units) {
    return new SimpleRNN(
        false,
        false,
        false,
        false,
        false,
        false,
        units,
        Activations.TANH,
        true,
        GlorotUniform.of(),
        Orthogonal.of(),
        Zeros.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        0);
  }

  @Override
  public Layer cell() {
    return new SimpleRNNCell(
        units,
        activation,
        useBias,
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
