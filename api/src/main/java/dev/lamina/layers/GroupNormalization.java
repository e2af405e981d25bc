package dev.lamina.layers;

import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import dev.lamina.initializers.Initializer;
import dev.lamina.initializers.Ones;
import dev.lamina.initializers.Zeros;
import dev.lamina.regularizers.Regularizer;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * (x - mean) / √(variance + epsilon) γ + β with mean and biased variance of each sample over groups
 * of neighbouring channels and all other axes (arXiv:1803.08494). x: [batch, …] -> same shape; γ,
 * β: [channels].
 *
 * @param groups must divide the number of channels; -1: as many as channels, that is instance
 *     normalization
 * @param axis where the channels are
 */
@RecordBuilder
public record GroupNormalization(
    int groups,
    int axis,
    double epsilon,
    boolean center,
    boolean scale,
    Initializer betaInitializer,
    Initializer gammaInitializer,
    Optional<Regularizer> betaRegularizer,
    Optional<Regularizer> gammaRegularizer,
    Optional<Constraint> betaConstraint,
    Optional<Constraint> gammaConstraint)
    implements Layer, GroupNormalizationBuilder.With {
  public GroupNormalization {
    Check.that(
        groups > 0 || groups == -1, "GroupNormalization: groups must be > 0 or -1, got %d", groups);
    Check.notNegative("GroupNormalization", "epsilon", epsilon);
  }

  public static GroupNormalization of(int groups) {
    return new GroupNormalization(
        groups,
        -1,
        1e-3,
        true,
        true,
        Zeros.of(),
        Ones.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public Autocast autocast() {
    return Autocast.OUTPUTS;
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value input) {
    Value given = Check.floating(scope, input);
    Check.minRank(scope, this, given, 2, "[batch, …]");
    int a = Check.axis(scope, this, given, axis);
    int channels = given.dim(a);
    int n = groups == -1 ? channels : groups;
    Check.that(
        a > 0 && n > 0 && channels % n == 0,
        "%s (GroupNormalization): the number of channels must be a multiple of groups %d, got %d"
            + " on axis %d of %s",
        scope.path(),
        n,
        channels,
        axis,
        given.shape());
    // The channels' axis becomes two: [groups, channels / groups].
    Shape apart = given.shape().with(a, n).insert(a + 1, channels / n);
    Value x = given.reshape(apart);
    int[] others = IntStream.range(1, x.rank()).filter(i -> i != a).toArray();
    Value mean = x.reduce(Reduce.Kind.MEAN, true, others);
    Value centered = x.minus(mean);
    Value variance = centered.square().reduce(Reduce.Kind.MEAN, true, others);
    Value y = centered.times(variance.plus(epsilon).rsqrt()).reshape(given.shape());
    Shape across =
        Shape.of(IntStream.range(0, given.rank()).map(i -> 1).toArray()).with(a, channels);
    if (scale) {
      y =
          y.times(
              scope
                  .weight(
                      WeightSpec.param("gamma", Shape.of(channels), gammaInitializer)
                          .regularized(gammaRegularizer)
                          .constrained(gammaConstraint))
                  .reshape(across));
    }
    if (center) {
      y =
          y.plus(
              scope
                  .weight(
                      WeightSpec.param("beta", Shape.of(channels), betaInitializer)
                          .regularized(betaRegularizer)
                          .constrained(betaConstraint))
                  .reshape(across));
    }
    return y;
  }
}
