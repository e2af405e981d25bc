package dev.lamina.layers;

import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.LayerNorm;
import dev.lamina.graph.op.Reduce;
import dev.lamina.initializers.Initializer;
import dev.lamina.initializers.Ones;
import dev.lamina.initializers.Zeros;
import dev.lamina.regularizers.Regularizer;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * (x - mean) / √(variance + epsilon) γ + β with mean and biased variance of each sample over {@code
 * axis} (arXiv:1607.06450). x: [batch, …] -> same shape; γ, β: [sizes of axis].
 *
 * @param axis one or more axes, the last by default
 * @param rmsScaling x / √(variance + epsilon) γ instead, as Keras' deprecated option of that name
 *     computes it; see {@link RMSNormalization}
 */
@RecordBuilder
public record LayerNormalization(
    List<Integer> axis,
    double epsilon,
    boolean center,
    boolean scale,
    boolean rmsScaling,
    Initializer betaInitializer,
    Initializer gammaInitializer,
    Optional<Regularizer> betaRegularizer,
    Optional<Regularizer> gammaRegularizer,
    Optional<Constraint> betaConstraint,
    Optional<Constraint> gammaConstraint)
    implements Layer, LayerNormalizationBuilder.With {
  public LayerNormalization {
    axis = List.copyOf(axis);
    Check.that(!axis.isEmpty(), "LayerNormalization: axis must hold at least one axis");
    Check.notNegative("LayerNormalization", "epsilon", epsilon);
  }

  public static LayerNormalization of() {
    return new LayerNormalization(
        List.of(-1),
        1e-3,
        true,
        true,
        false,
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
    List<Integer> last =
        axis.stream().map(a -> Check.axis(scope, this, given, a)).sorted().distinct().toList();
    Check.that(
        last.size() == axis.size(),
        "%s (LayerNormalization): axes must differ, got %s",
        scope.path(),
        axis);
    Axes axes = Axes.toEnd(given.rank(), last);
    Value moved = axes.there(given);
    Shape outer = moved.shape().range(0, moved.rank() - last.size());
    // Keras sorts the axes as they are given, negative ones first.
    Shape inner = Shape.of(axis.stream().sorted().map(given::dim).toList());
    Shape flat = Shape.of(inner.intSize());
    Value x = moved.reshape(outer.concat(flat));
    Value gamma =
        scale || rmsScaling
            ? scope
                .weight(
                    WeightSpec.param("gamma", inner, gammaInitializer)
                        .regularized(gammaRegularizer)
                        .constrained(gammaConstraint))
                .reshape(flat)
            : Value.full(x.type().withShape(flat), 1);
    return axes.back(
        (rmsScaling ? scaled(x, gamma) : normalized(scope, x, gamma, inner))
            .reshape(moved.shape()));
  }

  private Value normalized(Scope scope, Value x, Value gamma, Shape inner) {
    Value beta =
        center
            ? scope
                .weight(
                    WeightSpec.param("beta", inner, betaInitializer)
                        .regularized(betaRegularizer)
                        .constrained(betaConstraint))
                .reshape(gamma.shape())
            : Value.zeros(gamma.type());
    return Node.of(new LayerNorm(epsilon), List.of(x, gamma, beta)).result(0);
  }

  private Value scaled(Value x, Value gamma) {
    Value centered = x.minus(x.reduce(Reduce.Kind.MEAN, true, -1));
    Value variance = centered.square().reduce(Reduce.Kind.MEAN, true, -1);
    return x.times(variance.plus(epsilon).rsqrt()).times(gamma);
  }
}
