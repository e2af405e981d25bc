package dev.lamina.losses;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/** mean(log(cosh(yPred - yTrue))) over the last axis. yTrue, yPred: [batch, …, n] -> [batch, …]. */
@RecordBuilder
public record LogCosh(String name, Reduction reduction) implements Loss, LogCoshBuilder.With {
  public static LogCosh of() {
    return new LogCosh("log_cosh", Reduction.SUM_OVER_BATCH_SIZE);
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    Targets t = Targets.of(name, yTrue, yPred);
    Value x = t.yPred().minus(t.yTrue());
    return x.plus(x.times(-2).softplus()).minus(Math.log(2)).mean(-1);
  }
}
