package dev.lamina.layers;

import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.BatchNorm;
import dev.lamina.initializers.Initializer;
import dev.lamina.initializers.Ones;
import dev.lamina.initializers.Zeros;
import dev.lamina.regularizers.Regularizer;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * (x - mean) / √(variance + epsilon) γ + β for each entry of {@code axis} (arXiv:1502.03167). In
 * training mean and biased variance are the batch's, without masked steps; in inference, or if the
 * layer is frozen, they are the moving averages m' = momentum m + (1 - momentum) batch's.
 *
 * <p>x: [batch, …] -> same shape; all weights: [size of axis].
 */
@RecordBuilder
public record BatchNormalization(
    int axis,
    double momentum,
    double epsilon,
    boolean center,
    boolean scale,
    Initializer betaInitializer,
    Initializer gammaInitializer,
    Initializer movingMeanInitializer,
    Initializer movingVarianceInitializer,
    Optional<Regularizer> betaRegularizer,
    Optional<Regularizer> gammaRegularizer,
    Optional<Constraint> betaConstraint,
    Optional<Constraint> gammaConstraint)
    implements Layer, BatchNormalizationBuilder.With {
  /** Keeps the mean of masked steps finite when there is none: Keras' backend epsilon. */
  private static final double TINY = 1e-7;

  public BatchNormalization {
    Check.rate("BatchNormalization", "momentum", momentum);
    Check.notNegative("BatchNormalization", "epsilon", epsilon);
  }

  public static BatchNormalization of() {
    return new BatchNormalization(
        -1,
        0.99,
        1e-3,
        true,
        true,
        Zeros.of(),
        Ones.of(),
        Zeros.of(),
        Ones.of(),
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
    Value given = Check.floating(input);
    Check.minRank(scope, this, given, 2, "[batch, …]");
    Axes axes = Axes.toEnd(given.rank(), List.of(Check.axis(scope, this, given, axis)));
    Value x = axes.there(given);
    Shape c = Shape.of(x.dim(-1));
    Value gamma = scale ? scope.weight(gamma(c)) : Value.full(x.type().withShape(c), 1);
    Value beta = center ? scope.weight(beta(c)) : Value.zeros(x.type().withShape(c));
    Value movingMean = scope.state("moving_mean", c, movingMeanInitializer);
    Value movingVariance = scope.state("moving_variance", c, movingVarianceInitializer);
    if (!scope.training() || !scope.trainable()) {
      return axes.back(normalize(x, movingMean, movingVariance, gamma, beta));
    }
    Value y;
    Value mean;
    Value variance;
    Optional<Value> mask = scope.mask(0);
    if (mask.isEmpty()) {
      Node n = Node.of(new BatchNorm(epsilon), List.of(x, gamma, beta));
      y = n.result(0);
      mean = n.result(1);
      variance = n.result(2);
    } else {
      Check.that(
          mask.get().rank() == given.rank() - 1,
          "%s (BatchNormalization): expected a mask of rank %d, got %s",
          scope.path(),
          given.rank() - 1,
          mask.get().shape());
      Value valid = axes.there(mask.get().expandDims(-1).broadcastTo(given.shape()));
      Value weights = valid.cast(x.dtype());
      int[] rest = IntStream.range(0, x.rank() - 1).toArray();
      Value count = weights.sum(rest).plus(TINY);
      Value zero = Value.scalar(x.dtype(), 0);
      mean = valid.select(x, zero).sum(rest).div(count);
      variance = valid.select(x.minus(mean), zero).square().sum(rest).div(count);
      y = normalize(x, mean, variance, gamma, beta);
    }
    scope.update(movingMean, average(movingMean, mean));
    scope.update(movingVariance, average(movingVariance, variance));
    return axes.back(y);
  }

  private WeightSpec gamma(Shape shape) {
    return WeightSpec.param("gamma", shape, gammaInitializer)
        .regularized(gammaRegularizer)
        .constrained(gammaConstraint);
  }

  private WeightSpec beta(Shape shape) {
    return WeightSpec.param("beta", shape, betaInitializer)
        .regularized(betaRegularizer)
        .constrained(betaConstraint);
  }

  private Value average(Value moving, Value batch) {
    return moving.times(momentum).plus(batch.times(1 - momentum));
  }

  /** As one product and one sum per element: factor and offset are small. */
  private Value normalize(Value x, Value mean, Value variance, Value gamma, Value beta) {
    Value factor = variance.plus(epsilon).rsqrt().times(gamma);
    return x.times(factor).plus(beta.minus(mean.times(factor)));
  }
}
