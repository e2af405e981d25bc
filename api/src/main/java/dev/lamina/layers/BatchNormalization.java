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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * (x - mean) / √(variance + epsilon) γ + β for each entry of {@code axis} (arXiv:1502.03167). In
 * training mean and biased variance are the batch's, without masked steps; in inference, or if the
 * layer is frozen, they are the moving averages m' = momentum m + (1 - momentum) batch's.
 *
 * <p>With {@code renorm} (arXiv:1702.03275) training normalizes to slow averages of its own: the
 * result is corrected by r = σ / σ_renorm and d = (mean - mean_renorm) / σ_renorm, which count as
 * constants for the gradient, where σ = √(variance + epsilon).
 *
 * <p>x: [batch, …] -> same shape; all weights: [size of axis].
 *
 * @param renormClipping bounds: rmin ≤ r ≤ rmax, |d| ≤ dmax; what is not given does not bound
 * @param renormMomentum weight of the old value in renorm's averages, in [0, 1]
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
    Optional<Constraint> gammaConstraint,
    boolean renorm,
    Optional<Map<String, Double>> renormClipping,
    double renormMomentum)
    implements Layer, BatchNormalizationBuilder.With {
  /** Keeps the mean of masked steps finite when there is none: Keras' backend epsilon. */
  private static final double TINY = 1e-7;

  public BatchNormalization {
    Check.rate("BatchNormalization", "momentum", momentum);
    Check.notNegative("BatchNormalization", "epsilon", epsilon);
    Check.rate("BatchNormalization", "renormMomentum", renormMomentum);
    renormClipping = renormClipping.map(Collections::unmodifiableMap);
    if (renorm) {
      renormClipping = Optional.of(renormClipping.orElse(Map.of()));
      Renorm.check(renormClipping.get());
    }
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
        Optional.empty(),
        false,
        Optional.empty(),
        0.99);
  }

  @Override
  public Autocast autocast() {
    return Autocast.ENDS;
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value input) {
    Value given = Check.floating(scope, input);
    Check.minRank(scope, this, given, 2, "[batch, …]");
    Axes axes = Axes.toEnd(given.rank(), List.of(Check.axis(scope, this, given, axis)));
    Value x = axes.there(given);
    Shape c = Shape.of(x.dim(-1));
    Value gamma = scale ? scope.weight(gamma(c)) : Value.full(x.type().withShape(c), 1);
    Value beta = center ? scope.weight(beta(c)) : Value.zeros(x.type().withShape(c));
    Value movingMean = scope.state("moving_mean", c, movingMeanInitializer);
    Value movingVariance = scope.state("moving_variance", c, movingVarianceInitializer);
    Optional<Renorm> renormalized =
        renorm ? Optional.of(Renorm.of(this, scope, c)) : Optional.empty();
    if (!scope.training() || !scope.trainable()) {
      return axes.back(normalize(x, movingMean, movingVariance, gamma, beta));
    }
    Optional<Value> mask = scope.mask(0);
    if (mask.isEmpty() && !renorm) {
      Node n = Node.of(new BatchNorm(epsilon), List.of(x, gamma, beta));
      scope.update(movingMean, average(movingMean, n.result(1)));
      scope.update(movingVariance, average(movingVariance, n.result(2)));
      return axes.back(n.result(0));
    }
    Moments batch = mask.isEmpty() ? moments(x) : moments(x, valid(scope, given, axes, mask.get()));
    scope.update(movingMean, average(movingMean, batch.mean()));
    if (renormalized.isEmpty()) {
      scope.update(movingVariance, average(movingVariance, batch.variance()));
      return axes.back(normalize(x, batch.mean(), batch.variance(), gamma, beta));
    }
    Renorm.Correction k = renormalized.get().train(batch.mean(), batch.variance(), movingVariance);
    return axes.back(
        normalize(
            x, batch.mean(), batch.variance(), gamma.times(k.r()), beta.plus(gamma.times(k.d()))));
  }

  private record Moments(Value mean, Value variance) {}

  private static Moments moments(Value x) {
    int[] rest = IntStream.range(0, x.rank() - 1).toArray();
    Value mean = x.mean(rest);
    return new Moments(mean, x.minus(mean).square().mean(rest));
  }

  /** Of the valid elements only. */
  private static Moments moments(Value x, Value valid) {
    int[] rest = IntStream.range(0, x.rank() - 1).toArray();
    Value count = valid.cast(x.dtype()).sum(rest).plus(TINY);
    Value zero = Value.scalar(x.dtype(), 0);
    Value mean = valid.select(x, zero).sum(rest).div(count);
    return new Moments(mean, valid.select(x.minus(mean), zero).square().sum(rest).div(count));
  }

  /** The mask of the steps as one of all elements. */
  private static Value valid(Scope scope, Value given, Axes axes, Value mask) {
    Check.that(
        mask.rank() == given.rank() - 1,
        "%s (BatchNormalization): expected a mask of rank %d, got %s",
        scope.path(),
        given.rank() - 1,
        mask.shape());
    return axes.there(mask.expandDims(-1).broadcastTo(given.shape()));
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
