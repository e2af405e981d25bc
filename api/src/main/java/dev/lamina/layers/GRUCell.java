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
 * A step of {@link GRU}, gates in Keras' order z, r, h: z = σ(x kernel + h recurrent + bias), r
 * likewise; ĥ = tanh(x kernel + r (h recurrent + b₂) + b₁) if {@code resetAfter}, else tanh(x
 * kernel + (r h) recurrent + b); h' = z h + (1 - z) ĥ (Cho et al. 2014, arXiv:1406.1078).
 *
 * <p>x: [batch, in]; state: h [batch, units] -> output and new state h'.
 *
 * <p>Weights: kernel [in, 3 units], recurrent_kernel [units, 3 units], bias [2, 3 units] (of input
 * and state), or [3 units] without {@code resetAfter}.
 *
 * @param dropout rate of dropout on the inputs, in [0, 1], one mask for all steps
 * @param recurrentDropout the same on the recurrent state
 * @param resetAfter whether the reset gate comes after the matrix product
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record GRUCell(
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
    Optional<Constraint> kernelConstraint,
    Optional<Constraint> recurrentConstraint,
    Optional<Constraint> biasConstraint,
    double dropout,
    double recurrentDropout,
    boolean resetAfter,
    Optional<Long> seed)
    implements DenseCell, GRUCellBuilder.With {
  public GRUCell {
    GatedCell.check("GRUCell", "units", units, dropout, recurrentDropout);
  }

  public static GRUCell of(int units) {
    return new GRUCell(
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
        0,
        0,
        true,
        Optional.empty());
  }

  @Override
  public int gates() {
    return 3;
  }

  @Override
  public List<Shape> stateShapes(Shape x) {
    return List.of(Shape.of(x.dim(0), units));
  }

  @Override
  public Shape biasShape() {
    return resetAfter ? Shape.of(2, 3 * units) : Shape.of(3 * units);
  }

  @Override
  public Value inputBias(Value bias) {
    return resetAfter ? bias.slice(0, 0, 1).squeeze(0) : bias;
  }

  @Override
  public Step advance(Scope scope, Value projected, List<Value> states) {
    Value h = states.get(0);
    Value kernel = recurrentKernel(scope);
    List<Value> masks = recurrentMasks(scope, h);
    List<Value> in = gates(projected);
    Value z;
    Value candidate;
    if (resetAfter) {
      Value product = recur(h, kernel, masks);
      Optional<Value> bias = bias(scope).map(b -> b.slice(0, 1, 2).squeeze(0));
      List<Value> state = gates(bias.map(product::plus).orElse(product));
      z = recurrentActivation.apply(in.get(0).plus(state.get(0)));
      Value r = recurrentActivation.apply(in.get(1).plus(state.get(1)));
      candidate = activation.apply(in.get(2).plus(r.times(state.get(2))));
    } else {
      List<Value> first = masks.isEmpty() ? masks : masks.subList(0, 2);
      List<Value> state = GatedCell.split(recur(h, kernel.slice(1, 0, 2 * units), first), 1, 2);
      z = recurrentActivation.apply(in.get(0).plus(state.get(0)));
      Value r = recurrentActivation.apply(in.get(1).plus(state.get(1)));
      Value reset = r.times(masks.isEmpty() ? h : h.times(masks.get(2)));
      Value last = kernel.slice(1, 2 * units, 3 * units);
      candidate = activation.apply(in.get(2).plus(reset.matmul(last)));
    }
    Value next = z.times(h).plus(z.rsub(1).times(candidate));
    return new Step(next, List.of(next));
  }
}
