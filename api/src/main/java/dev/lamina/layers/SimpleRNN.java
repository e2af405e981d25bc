package dev.lamina.layers;

import dev.lamina.activations.Activation;
import dev.lamina.activations.Activations;
import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Value;
import dev.lamina.initializers.GlorotUniform;
import dev.lamina.initializers.Initializer;
import dev.lamina.initializers.Orthogonal;
import dev.lamina.initializers.Zeros;
import dev.lamina.regularizers.Regularizer;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * Fully connected recurrent layer: h' = activation(x kernel + h recurrent + bias).
 *
 * <p>Inputs: x [batch, time, in] and optionally the initial states, h [batch, units] (zeros if not
 * given) -> the last output [batch, units], or all outputs [batch, time, units] if {@code
 * returnSequences}, in the order in which the steps ran; with {@code returnState} also the final
 * states. Masked steps keep the state and repeat the output before them, or give 0 if {@code
 * zeroOutputForMask}.
 *
 * <p>Weights, below simple_rnn_cell: kernel [in, units], recurrent_kernel [units, units], bias
 * [units].
 *
 * @param unroll kept for Keras' files; makes no difference here
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
    Recurrent.check("SimpleRNN", units, dropout, recurrentDropout);
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
  public List<Integer> stateSizes() {
    return List.of(units);
  }

  @Override
  public Layer reversed() {
    return withGoBackwards(!goBackwards);
  }

  @Override
  public Layer zeroingMasked(boolean zero) {
    return withZeroOutputForMask(zero);
  }

  @Override
  public Recurrence.Outcome run(Scope scope, Value x, List<Value> states, Optional<Value> mask) {
    Value kernel =
        scope.weight(
            WeightSpec.param(
                    "simple_rnn_cell/kernel", Shape.of(x.dim(-1), units), kernelInitializer)
                .regularized(kernelRegularizer)
                .constrained(kernelConstraint));
    Value recurrent =
        scope.weight(
            WeightSpec.param(
                    "simple_rnn_cell/recurrent_kernel",
                    Shape.of(units, units),
                    recurrentInitializer)
                .regularized(recurrentRegularizer)
                .constrained(recurrentConstraint));
    Optional<Value> bias = useBias ? Optional.of(scope.weight(bias())) : Optional.empty();
    Value projected = Recurrent.project(scope, x, kernel, bias, 1, dropout, false);
    List<Value> masks = Recurrent.recurrentMasks(scope, states.get(0), 1, recurrentDropout);
    return Recurrence.run(
        (entries, before, whole) -> {
          List<Value> dropped = whole.subList(1, whole.size());
          Value product = Recurrent.recur(before.get(0), whole.get(0), dropped);
          Value next = activation.apply(entries.get(0).plus(product));
          return new Recurrence.Stepped(next, List.of(next));
        },
        List.of(projected),
        mask,
        states,
        Recurrent.present(recurrent, Optional.empty(), masks),
        goBackwards,
        zeroOutputForMask);
  }

  private WeightSpec bias() {
    return WeightSpec.param("simple_rnn_cell/bias", Shape.of(units), biasInitializer)
        .regularized(biasRegularizer)
        .constrained(biasConstraint);
  }
}
