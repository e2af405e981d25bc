package dev.lamina.layers;

import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Value;
import dev.lamina.initializers.Initializer;
import dev.lamina.initializers.Zeros;
import dev.lamina.regularizers.Regularizer;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * x >= 0 ? x : alpha x with trained alpha (arXiv:1502.01852). x: [batch, …] -> same shape; alpha:
 * x's shape without the batch.
 *
 * @param sharedAxes axes with one alpha for all entries
 */
@RecordBuilder
public record PReLU(
    Initializer alphaInitializer,
    Optional<Regularizer> alphaRegularizer,
    Optional<Constraint> alphaConstraint,
    Optional<List<Integer>> sharedAxes)
    implements Layer, PReLUBuilder.With {
  public PReLU {
    sharedAxes = sharedAxes.map(List::copyOf);
  }

  public static PReLU of() {
    return new PReLU(Zeros.of(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Check.minRank(scope, this, x, 2, "[batch, …]");
    Shape shape = x.shape();
    for (int a : sharedAxes.orElse(List.of())) {
      shape = shape.with(Check.axis(scope, this, x, a), 1);
    }
    Value alpha =
        scope.weight(
            WeightSpec.param("alpha", shape.range(1, shape.rank()), alphaInitializer)
                .regularized(alphaRegularizer)
                .constrained(alphaConstraint));
    return x.relu().minus(x.negate().relu().times(alpha));
  }
}
