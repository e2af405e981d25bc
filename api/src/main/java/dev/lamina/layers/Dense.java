package dev.lamina.layers;

import dev.lamina.activations.Activation;
import dev.lamina.activations.Activations;
import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Value;
import dev.lamina.initializers.GlorotUniform;
import dev.lamina.initializers.Initializer;
import dev.lamina.initializers.Zeros;
import dev.lamina.regularizers.Regularizer;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * Fully connected: activation(x kernel + bias) over the last axis.
 *
 * <p>x: [batch, …, in] -> [batch, …, units]; kernel: [in, units]; bias: [units].
 */
@RecordBuilder
public record Dense(
    int units,
    Activation activation,
    boolean useBias,
    Initializer kernelInitializer,
    Initializer biasInitializer,
    Optional<Regularizer> kernelRegularizer,
    Optional<Regularizer> biasRegularizer,
    Optional<Regularizer> activityRegularizer,
    Optional<Constraint> kernelConstraint,
    Optional<Constraint> biasConstraint)
    implements Layer, DenseBuilder.With {
  public Dense {
    Check.positive("Dense", "units", units);
  }

  public static Dense of(int units) {
    return of(units, Activations.LINEAR);
  }

  public static Dense of(int units, Activation activation) {
    return new Dense(
        units,
        activation,
        true,
        GlorotUniform.of(),
        Zeros.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value input) {
    Value x = Check.floating(input);
    Check.minRank(scope, this, x, 2, "[batch, …, in]");
    Value kernel =
        scope.weight(
            WeightSpec.param("kernel", Shape.of(x.dim(-1), units), kernelInitializer)
                .regularized(kernelRegularizer)
                .constrained(kernelConstraint));
    Value y = x.matmul(kernel);
    if (useBias) {
      y =
          y.plus(
              scope.weight(
                  WeightSpec.param("bias", Shape.of(units), biasInitializer)
                      .regularized(biasRegularizer)
                      .constrained(biasConstraint)));
    }
    return Penalty.add(scope, activityRegularizer, activation.apply(y));
  }
}
