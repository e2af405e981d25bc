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
 *
 * @param loraRank see {@link Lora}
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
    Optional<Constraint> biasConstraint,
    Optional<Integer> loraRank,
    Optional<Double> loraAlpha)
    implements Layer, DenseBuilder.With {
  public Dense {
    Check.positive("Dense", "units", units);
    Lora.check("Dense", loraRank, kernelConstraint);
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
    Value x = Check.floating(scope, input);
    Check.minRank(scope, this, x, 2, "[batch, …, in]");
    WeightSpec spec =
        WeightSpec.param("kernel", Shape.of(x.dim(-1), units), kernelInitializer)
            .regularized(kernelRegularizer)
            .constrained(kernelConstraint);
    Value kernel = Lora.weight(scope, spec, loraRank);
    Optional<Value> bias = useBias ? Optional.of(scope.weight(bias())) : Optional.empty();
    Value y = x.matmul(Lora.adapt(scope, spec, kernel, loraRank, loraAlpha));
    y = bias.map(y::plus).orElse(y);
    return Penalty.add(scope, activityRegularizer, activation.apply(y));
  }

  private WeightSpec bias() {
    return WeightSpec.param("bias", Shape.of(units), biasInitializer)
        .regularized(biasRegularizer)
        .constrained(biasConstraint);
  }
}
