package dev.lamina.losses;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Σ yTrue log(yTrue / yPred) over the last axis, both clipped to [1e-7, 1]. yTrue, yPred: [batch,
 * …, n] -> [batch, …].
 */
@RecordBuilder
public record KLDivergence(String name, Reduction reduction)
    implements Loss, KLDivergenceBuilder.With {
  public static KLDivergence of() {
    return new KLDivergence("kl_divergence", Reduction.SUM_OVER_BATCH_SIZE);
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    Targets t = Targets.of(name, yTrue, yPred);
    Value y = t.yTrue().clip(Targets.EPSILON, 1);
    return y.times(y.div(t.yPred().clip(Targets.EPSILON, 1)).log()).sum(-1);
  }
}
