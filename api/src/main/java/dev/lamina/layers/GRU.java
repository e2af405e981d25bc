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
 * Gated recurrent unit (Cho et al. 2014, arXiv:1406.1078), gates in Keras' order z, r, h: z = σ(x
 * kernel + h recurrent + bias), r likewise; ĥ = tanh(x kernel + r (h recurrent + b₂) + b₁) if
 * {@code resetAfter}, else tanh(x kernel + (r h) recurrent + b); h' = z h + (1 - z) ĥ.
 *
 * <p>Inputs: x [batch, time, in] and optionally the initial states, h [batch, units] (zeros if not
 * given) -> the last output [batch, units], or all outputs [batch, time, units] if {@code
 * returnSequences}, in the order in which the steps ran; with {@code returnState} also the final
 * states. Masked steps keep the state and repeat the output before them, or give 0 if {@code
 * zeroOutputForMask}. With {@code stateful} a call starts from the states in which the call before
 * ended.
 *
 * <p>Weights, below gru_cell: kernel [in, 3 units], recurrent_kernel [units, 3 units], bias [2, 3
 * units] (of input and state), or [3 units] without {@code resetAfter}.
 *
 * @param unroll kept for Keras' files; changes only what Keras gives at masked steps if {@code
 *     goBackwards} and {@code zeroOutputForMask}: it reads the mask in the wrong direction
 * @param dropout rate of dropout on the inputs, one mask for all steps
 * @param recurrentDropout the same on the recurrent state
 * @param resetAfter whether the reset gate comes after the matrix product
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record GRU(
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
    Optional<Regularizer> kernelRegularizer,
    Optional<Regularizer> recurrentRegularizer,
    Optional<Regularizer> biasRegularizer,
    Optional<Regularizer> activityRegularizer,
    Optional<Constraint> kernelConstraint,
    Optional<Constraint> recurrentConstraint,
    Optional<Constraint> biasConstraint,
    double dropout,
    double recurrentDropout,
    boolean resetAfter,
    Optional<Long> seed)
    implements Recurrent, GRUBuilder.With {
  public GRU {
    GatedCell.check("GRU", "units", units, dropout, recurrentDropout);
  }

  public static GRU of(int units) {
    return new GRU(
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
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        true,
        Optional.empty());
  }

  @Override
  public Layer cell() {
    return new GRUCell(
        units,
        activation,
        recurrentActivation,
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
        resetAfter,
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
