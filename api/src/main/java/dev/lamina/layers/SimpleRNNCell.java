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
 * A step of {@link SimpleRNN}: h' = activation(x kernel + h recurrent + bias).
 *
 * <p>x: [batch, in]; state: h [batch, units] -> output and new state h'.
 *
 * <p>Weights: kernel [in, units], recurrent_kernel [units, units], bias [units].
 *
 * @param dropout rate of dropout on the inputs, in [0, 1], one mask for all steps
 * @param recurrentDropout the same on the recurrent state
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record SimpleRNNCell(
    int units,
    Activation activation,
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
    Optional<Long> seed)
    implements DenseCell, SimpleRNNCellBuilder.With {
  public SimpleRNNCell {
    GatedCell.check("SimpleRNNCell", "units", units, dropout, recurrentDropout);
  }

  public static SimpleRNNCell of(int units) {
    return new SimpleRNNCell(
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
        0,
        0,
        Optional.empty());
  }

  @Override
  public int gates() {
    return 1;
  }

  @Override
  public List<Shape> stateShapes(Shape x) {
    return List.of(Shape.of(x.dim(0), units));
  }

  @Override
  public Step advance(Scope scope, Value projected, List<Value> states) {
    Value h = states.get(0);
    Value product = recur(h, recurrentKernel(scope), recurrentMasks(scope, h));
    Value next = activation.apply(projected.plus(product));
    return new Step(next, List.of(next));
  }
}
