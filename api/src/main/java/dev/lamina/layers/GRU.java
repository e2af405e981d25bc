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
 * Gated recurrent unit (Cho et al. 2014, arXiv:1406.1078), gates in Keras' order z, r, h: z = σ(x
 * kernel + h recurrent + bias), r likewise; ĥ = tanh(x kernel + r (h recurrent + b₂) + b₁) if
 * {@code resetAfter}, else tanh(x kernel + (r h) recurrent + b); h' = z h + (1 - z) ĥ.
 *
 * <p>Inputs: x [batch, time, in] and optionally the initial states, h [batch, units] (zeros if not
 * given) -> the last output [batch, units], or all outputs [batch, time, units] if {@code
 * returnSequences}, in the order in which the steps ran; with {@code returnState} also the final
 * states. Masked steps keep the state and repeat the output before them, or give 0 if {@code
 * zeroOutputForMask}.
 *
 * <p>Weights, below gru_cell: kernel [in, 3 units], recurrent_kernel [units, 3 units], bias [2, 3
 * units] (of input and state), or [3 units] without {@code resetAfter}.
 *
 * @param unroll kept for Keras' files; makes no difference here
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
    Recurrent.check("GRU", units, dropout, recurrentDropout);
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
            WeightSpec.param("gru_cell/kernel", Shape.of(x.dim(-1), 3 * units), kernelInitializer)
                .regularized(kernelRegularizer)
                .constrained(kernelConstraint));
    Value recurrent =
        scope.weight(
            WeightSpec.param(
                    "gru_cell/recurrent_kernel", Shape.of(units, 3 * units), recurrentInitializer)
                .regularized(recurrentRegularizer)
                .constrained(recurrentConstraint));
    Optional<Value> bias = useBias ? Optional.of(scope.weight(bias())) : Optional.empty();
    Optional<Value> inputBias = bias.map(b -> resetAfter ? b.slice(0, 0, 1).squeeze(0) : b);
    Optional<Value> stateBias = bias.filter(b -> resetAfter).map(b -> b.slice(0, 1, 2).squeeze(0));
    Value projected =
        Recurrent.project(scope, x, kernel, inputBias, 3, dropout, recurrentDropout > 0);
    List<Value> masks = Recurrent.recurrentMasks(scope, states.get(0), 3, recurrentDropout);
    return Recurrence.run(
        (entries, before, whole) -> step(entries.get(0), before.get(0), whole),
        List.of(projected),
        mask,
        states,
        Recurrent.present(recurrent, stateBias, masks),
        goBackwards,
        zeroOutputForMask);
  }

  /** whole: the recurrent kernel, its bias if there is one, dropout masks if there are any. */
  private Recurrence.Stepped step(Value x, Value h, List<Value> whole) {
    Value kernel = whole.get(0);
    boolean biased = resetAfter && useBias;
    List<Value> masks = whole.subList(biased ? 2 : 1, whole.size());
    List<Value> in = Recurrent.split(x, 3);
    Value z;
    Value candidate;
    if (resetAfter) {
      Value product = Recurrent.recur(h, kernel, masks);
      List<Value> state = Recurrent.split(biased ? product.plus(whole.get(1)) : product, 3);
      z = recurrentActivation.apply(in.get(0).plus(state.get(0)));
      Value r = recurrentActivation.apply(in.get(1).plus(state.get(1)));
      candidate = activation.apply(in.get(2).plus(r.times(state.get(2))));
    } else {
      List<Value> first = masks.isEmpty() ? masks : masks.subList(0, 2);
      List<Value> state =
          Recurrent.split(Recurrent.recur(h, kernel.slice(1, 0, 2 * units), first), 2);
      z = recurrentActivation.apply(in.get(0).plus(state.get(0)));
      Value r = recurrentActivation.apply(in.get(1).plus(state.get(1)));
      Value reset = r.times(masks.isEmpty() ? h : h.times(masks.get(2)));
      Value last = kernel.slice(1, 2 * units, 3 * units);
      candidate = activation.apply(in.get(2).plus(reset.matmul(last)));
    }
    Value next = z.times(h).plus(z.rsub(1).times(candidate));
    return new Recurrence.Stepped(next, List.of(next));
  }

  private WeightSpec bias() {
    Shape shape = resetAfter ? Shape.of(2, 3 * units) : Shape.of(3 * units);
    return WeightSpec.param("gru_cell/bias", shape, biasInitializer)
        .regularized(biasRegularizer)
        .constrained(biasConstraint);
  }
}
