package dev.lamina.losses;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/** mean(|yTrue - yPred|) over the last axis. yTrue, yPred: [batch, …, n] -> [batch, …]. */
@RecordBuilder
public record MeanAbsoluteError(String name, Reduction reduction)
    implements Loss, MeanAbsoluteErrorBuilder.With {
  public static MeanAbsoluteError of() {
    return new MeanAbsoluteError("mean_absolute_error", Reduction.SUM_OVER_BATCH_SIZE);
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    Targets t = Targets.of(name, yTrue, yPred);
    return t.yTrue().minus(t.yPred()).abs().mean(-1);
  }
}
