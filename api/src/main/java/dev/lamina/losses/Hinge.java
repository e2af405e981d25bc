package dev.lamina.losses;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * mean(max(1 - yTrue yPred, 0)) over the last axis; labels -1 and 1, or 0 and 1. yTrue, yPred:
 * [batch, …, n] -> [batch, …].
 */
@RecordBuilder
public record Hinge(String name, Reduction reduction) implements Loss, HingeBuilder.With {
  public static Hinge of() {
    return new Hinge("hinge", Reduction.SUM_OVER_BATCH_SIZE);
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    Targets t = Targets.of(name, yTrue, yPred);
    return t.hingeLabels().times(t.yPred()).rsub(1).max(0).mean(-1);
  }
}
