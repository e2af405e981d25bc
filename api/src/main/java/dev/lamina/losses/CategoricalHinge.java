package dev.lamina.losses;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * max(max((1 - yTrue) yPred) - Σ yTrue yPred + 1, 0) over the last axis; one-hot labels. yTrue,
 * yPred: [batch, …, n] -> [batch, …].
 */
@RecordBuilder
public record CategoricalHinge(String name, Reduction reduction)
    implements Loss, CategoricalHingeBuilder.With {
  public static CategoricalHinge of() {
    return new CategoricalHinge("categorical_hinge", Reduction.SUM_OVER_BATCH_SIZE);
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    Targets t = Targets.of(name, yTrue, yPred);
    Value positive = t.yTrue().times(t.yPred()).sum(-1);
    Value negative = t.yTrue().rsub(1).times(t.yPred()).maxOver(-1);
    return negative.minus(positive).plus(1).max(0);
  }
}
