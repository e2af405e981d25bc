package dev.lamina.losses;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Quadratic near 0, linear beyond delta: mean(|e| <= delta ? e² / 2 : delta |e| - delta² / 2) over
 * the last axis (Huber 1964). yTrue, yPred: [batch, …, n] -> [batch, …].
 *
 * @param delta Keras loses it when it saves a model; here it is kept
 */
@RecordBuilder
public record Huber(String name, Reduction reduction, double delta)
    implements Loss, HuberBuilder.With {
  public Huber {
    if (!(delta > 0)) {
      throw new IllegalArgumentException("Huber: delta must be > 0, got " + delta);
    }
  }

  public static Huber of() {
    return new Huber("huber_loss", Reduction.SUM_OVER_BATCH_SIZE, 1);
  }

  public static Huber of(double delta) {
    return of().withDelta(delta);
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    Targets t = Targets.of(name, yTrue, yPred);
    Value error = t.yPred().minus(t.yTrue());
    Value size = error.abs();
    Value linear = size.times(delta).minus(0.5 * delta * delta);
    Value delta0 = Value.scalar(size.dtype(), delta);
    return size.le(delta0).select(error.square().times(0.5), linear).mean(-1);
  }
}
