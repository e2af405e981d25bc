package dev.lamina.optimizers.schedules;

import dev.lamina.graph.Value;
import dev.lamina.optimizers.LearningRate;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * initialLearningRate decayRate^(step / decaySteps); if {@code staircase}, the exponent is rounded
 * down.
 */
@RecordBuilder
public record ExponentialDecay(
    double initialLearningRate, double decaySteps, double decayRate, boolean staircase)
    implements LearningRate, ExponentialDecayBuilder.With {
  public ExponentialDecay {
    Progress.checkSteps("ExponentialDecay", "decaySteps", decaySteps);
  }

  public static ExponentialDecay of(
      double initialLearningRate, double decaySteps, double decayRate) {
    return new ExponentialDecay(initialLearningRate, decaySteps, decayRate, false);
  }

  @Override
  public double initial() {
    return initialLearningRate;
  }

  @Override
  public Value at(Value step) {
    Value p = Progress.of(step, decaySteps, staircase);
    return Value.scalar(p.dtype(), decayRate).pow(p).times(initialLearningRate);
  }
}
