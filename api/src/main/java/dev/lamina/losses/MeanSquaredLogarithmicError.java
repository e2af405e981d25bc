package dev.lamina.losses;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * mean((log(1 + yTrue) - log(1 + yPred))²) over the last axis, both at least 1e-7. yTrue, yPred:
 * [batch, …, n] -> [batch, …].
 */
@RecordBuilder
public record MeanSquaredLogarithmicError(String name, Reduction reduction)
    implements Loss, MeanSquaredLogarithmicErrorBuilder.With {
  public static MeanSquaredLogarithmicError of() {
    return new MeanSquaredLogarithmicError(
        "mean_squared_logarithmic_error", Reduction.SUM_OVER_BATCH_SIZE);
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    Targets t = Targets.of(name, yTrue, yPred);
    Value p = t.yPred().max(Targets.EPSILON).plus(1).log();
    return p.minus(t.yTrue().max(Targets.EPSILON).plus(1).log()).square().mean(-1);
  }
}
