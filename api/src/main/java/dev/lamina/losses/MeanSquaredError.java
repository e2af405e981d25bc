package dev.lamina.losses;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/** mean((yTrue - yPred)²) over the last axis. yTrue, yPred: [batch, …, n] -> [batch, …]. */
@RecordBuilder
public record MeanSquaredError(String name, Reduction reduction)
    implements Loss, MeanSquaredErrorBuilder.With {
  public static MeanSquaredError of() {
    return new MeanSquaredError("mean_squared_error", Reduction.SUM_OVER_BATCH_SIZE);
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    Targets t = Targets.of(name, yTrue, yPred);
    return t.yPred().minus(t.yTrue()).square().mean(-1);
  }
}
