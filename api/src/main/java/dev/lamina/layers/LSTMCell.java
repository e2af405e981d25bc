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
 * A step of {@link LSTM}, gates in Keras' order i, f, c, o: z = x kernel + h recurrent + bias; c' =
 * σ(f) c + σ(i) tanh(ĉ); h' = σ(o) tanh(c') (Hochreiter, Schmidhuber 1997; Gers 2000).
 *
 * <p>x: [batch, in]; states: h and c, each [batch, units] -> output h', new states h' and c'.
 *
 * <p>Weights: kernel [in, 4 units], recurrent_kernel [units, 4 units], bias [4 units].
 *
 * @param unitForgetBias whether the forget gate's bias starts at 1 (Jozefowicz et al. 2015)
 * @param dropout rate of dropout on the inputs, in [0, 1], one mask for all steps
 * @param recurrentDropout the same on the recurrent state
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record LSTMCell(
    int units,
    Activation activation,
    Activation recurrentActivation,
    boolean useBias,
    boolean unitForgetBias,
    Initializer kernelInitializer,
    Initializer recurrentInitializer,
    Initializer biasInitializer,
    Optional<Regularizer> kernelRegularizer,
    Optional<Regularizer> recurrentRegularizer,
    Optional<Regularizer> biasRegularizer,
    Optional<Constraint> kernelConstraint,
    Optional<Constraint> recurrentConstraint,
    Optional<Constraint> biasConstraint,
    double dropout,
    double recurrentDropout,
    Optional<Long> seed)
    implements DenseCell, LSTMCellBuilder.With {
  public LSTMCell {
    GatedCell.check("LSTMCell", "units", units, dropout, recurrentDropout);
  }

  public static LSTMCell of(int units) {
    return new LSTMCell(
        units,
        Activations.TANH,
        Activations.SIGMOID,
        true,
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
        0,
        0,
        Optional.empty());
  }

  @Override
  public int gates() {
    return 4;
  }

  @Override
  public List<Shape> stateShapes(Shape x) {
    Shape state = Shape.of(x.dim(0), units);
    return List.of(state, state);
  }

  @Override
  public Initializer biasStart() {
    return unitForgetBias ? new ForgetBias(biasInitializer) : biasInitializer;
  }

  @Override
  public Step advance(Scope scope, Value projected, List<Value> states) {
    Value h = states.get(0);
    Value product = recur(h, recurrentKernel(scope), recurrentMasks(scope, h));
    return next(gates(projected.plus(product)), states.get(1), activation, recurrentActivation);
  }

  /** New states from the sums of the gates i, f, c, o. */
  static Step next(
      List<Value> gates, Value c, Activation activation, Activation recurrentActivation) {
    Value input = recurrentActivation.apply(gates.get(0)).times(activation.apply(gates.get(2)));
    Value carry = recurrentActivation.apply(gates.get(1)).times(c).plus(input);
    Value next = recurrentActivation.apply(gates.get(3)).times(activation.apply(carry));
    return new Step(next, List.of(next, carry));
  }

  @Override
  public Optional<Recurrence.Outcome> fused(
      Scope scope, Value x, List<Value> states, boolean reverse) {
    boolean plain = activation == Activations.TANH && recurrentActivation == Activations.SIGMOID;
    if (!plain || x.rank() != 3 || (recurrentDropout > 0 && scope.training())) {
      return Optional.empty();
    }
    Weights w = weights(scope, x.shape().without(1));
    Value bias = w.bias().orElseGet(() -> Value.zeros(x.type().withShape(biasShape())));
    Value in = Dropout.drop(scope, x, dropout, x.shape().with(1, 1));
    List<Value> r =
        Node.of(
                new Lstm(reverse),
                List.of(in, states.get(0), states.get(1), w.kernel(), w.recurrent(), bias))
            .results();
    return Optional.of(new Recurrence.Outcome(r.get(0), r.get(1), r.subList(1, 3)));
  }
}
