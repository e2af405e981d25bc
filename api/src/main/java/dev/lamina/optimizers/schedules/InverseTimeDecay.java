package dev.lamina.optimizers.schedules;

import dev.lamina.graph.Value;
import dev.lamina.optimizers.LearningRate;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * initialLearningRate / (1 + decayRate step / decaySteps); if {@code staircase}, the fraction is
 * rounded down.
 */
@RecordBuilder
public record InverseTimeDecay(
    double initialLearningRate, double decaySteps, double decayRate, boolean staircase)
    implements LearningRate, InverseTimeDecayBuilder.With {
  public InverseTimeDecay {
    Progress.checkSteps("InverseTimeDecay", "decaySteps", decaySteps);
  }

  public static InverseTimeDecay of(
      double initialLearningRate, double decaySteps, double decayRate) {
    return new InverseTimeDecay(initialLearningRate, decaySteps, decayRate, false);
  }

  @Override
  public double initial() {
    return initialLearningRate;
  }

  @Override
  public Value at(Value step) {
    Value p = Progress.of(step, decaySteps, staircase);
    return p.times(decayRate).plus(1).rdiv(initialLearningRate);
  }
}
