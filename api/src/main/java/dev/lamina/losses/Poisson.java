package dev.lamina.losses;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * mean(yPred - yTrue log(yPred + 1e-7)) over the last axis. yTrue, yPred: [batch, …, n] -> [batch,
 * …].
 */
@RecordBuilder
public record Poisson(String name, Reduction reduction) implements Loss, PoissonBuilder.With {
  public static Poisson of() {
    return new Poisson("poisson", Reduction.SUM_OVER_BATCH_SIZE);
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    Targets t = Targets.of(name, yTrue, yPred);
    Value log = t.yPred().plus(Targets.EPSILON).log();
    return t.yPred().minus(t.yTrue().times(log)).mean(-1);
  }
}
