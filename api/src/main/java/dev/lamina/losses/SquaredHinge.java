package dev.lamina.losses;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * mean(max(1 - yTrue yPred, 0)²) over the last axis; labels -1 and 1, or 0 and 1. yTrue, yPred:
 * [batch, …, n] -> [batch, …].
 */
@RecordBuilder
public record SquaredHinge(String name, Reduction reduction)
    implements Loss, SquaredHingeBuilder.With {
  public static SquaredHinge of() {
    return new SquaredHinge("squared_hinge", Reduction.SUM_OVER_BATCH_SIZE);
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    Targets t = Targets.of(name, yTrue, yPred);
    return t.hingeLabels().times(t.yPred()).rsub(1).max(0).square().mean(-1);
  }
}
