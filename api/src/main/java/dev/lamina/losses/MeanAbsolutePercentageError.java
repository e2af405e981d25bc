package dev.lamina.losses;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * 100 mean(|yTrue - yPred| / max(|yTrue|, 1e-7)) over the last axis. yTrue, yPred: [batch, …, n] ->
 * [batch, …].
 */
@RecordBuilder
public record MeanAbsolutePercentageError(String name, Reduction reduction)
    implements Loss, MeanAbsolutePercentageErrorBuilder.With {
  public static MeanAbsolutePercentageError of() {
    return new MeanAbsolutePercentageError(
        "mean_absolute_percentage_error", Reduction.SUM_OVER_BATCH_SIZE);
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    Targets t = Targets.of(name, yTrue, yPred);
    Value scale = t.yTrue().abs().max(Targets.EPSILON);
    return t.yTrue().minus(t.yPred()).div(scale).abs().mean(-1).times(100);
  }
}
