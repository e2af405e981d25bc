package dev.lamina.layers;

import dev.lamina.activations.Activation;
import dev.lamina.activations.Activations;
import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Lstm;
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
 * Long short-term memory (Hochreiter, Schmidhuber 1997), gates in Keras' order i, f, c, o: z = x
 * kernel + h recurrent + bias; c' = σ(f) c + σ(i) tanh(ĉ); h' = σ(o) tanh(c').
 *
 * <p>Inputs: x [batch, time, in] and optionally the initial states, h and c, each [batch, units]
 * (zeros if not given) -> the last output [batch, units], or all outputs [batch, time, units] if
 * {@code returnSequences}, in the order in which the steps ran; with {@code returnState} also the
 * final states. Masked steps keep the state and repeat the output before them, or give 0 if {@code
 * zeroOutputForMask}.
 *
 * <p>Weights, below lstm_cell: kernel [in, 4 units], recurrent_kernel [units, 4 units], bias [4
 * units].
 *
 * @param unroll kept for Keras' files; makes no difference here
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
    Recurrent.check("LSTM", units, dropout, recurrentDropout);
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
  public List<Integer> stateSizes() {
    return List.of(units, units);
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
            WeightSpec.param("lstm_cell/kernel", Shape.of(x.dim(-1), 4 * units), kernelInitializer)
                .regularized(kernelRegularizer)
                .constrained(kernelConstraint));
    Value recurrent =
        scope.weight(
            WeightSpec.param(
                    "lstm_cell/recurrent_kernel", Shape.of(units, 4 * units), recurrentInitializer)
                .regularized(recurrentRegularizer)
                .constrained(recurrentConstraint));
    Optional<Value> bias = useBias ? Optional.of(scope.weight(bias())) : Optional.empty();
    if (isPlain() && mask.isEmpty() && (recurrentDropout == 0 || !scope.training())) {
      return fused(scope, x, states, kernel, recurrent, bias);
    }
    Value projected = Recurrent.project(scope, x, kernel, bias, 4, dropout, recurrentDropout > 0);
    List<Value> masks = Recurrent.recurrentMasks(scope, states.get(0), 4, recurrentDropout);
    return Recurrence.run(
        this::step,
        List.of(projected),
        mask,
        states,
        Recurrent.present(recurrent, Optional.empty(), masks),
        goBackwards,
        zeroOutputForMask);
  }

  private Recurrence.Stepped step(List<Value> entries, List<Value> states, List<Value> whole) {
    Value h = states.get(0);
    Value z = entries.get(0).plus(Recurrent.recur(h, whole.get(0), whole.subList(1, whole.size())));
    List<Value> gates = Recurrent.split(z, 4);
    Value input = recurrentActivation.apply(gates.get(0)).times(activation.apply(gates.get(2)));
    Value c = recurrentActivation.apply(gates.get(1)).times(states.get(1)).plus(input);
    Value next = recurrentActivation.apply(gates.get(3)).times(activation.apply(c));
    return new Recurrence.Stepped(next, List.of(next, c));
  }

  private boolean isPlain() {
    return activation == Activations.TANH && recurrentActivation == Activations.SIGMOID;
  }

  private Recurrence.Outcome fused(
      Scope scope,
      Value x,
      List<Value> states,
      Value kernel,
      Value recurrent,
      Optional<Value> bias) {
    Value b = bias.orElseGet(() -> Value.zeros(x.type().withShape(Shape.of(4 * units))));
    Value in = Dropout.drop(scope, x, dropout, x.shape().with(1, 1));
    List<Value> r =
        Node.of(
                new Lstm(goBackwards),
                List.of(in, states.get(0), states.get(1), kernel, recurrent, b))
            .results();
    return new Recurrence.Outcome(r.get(0), r.get(1), r.subList(1, 3));
  }

  private WeightSpec bias() {
    return WeightSpec.param(
            "lstm_cell/bias",
            Shape.of(4 * units),
            unitForgetBias ? new ForgetBias(biasInitializer) : biasInitializer)
        .regularized(biasRegularizer)
        .constrained(biasConstraint);
  }
}
