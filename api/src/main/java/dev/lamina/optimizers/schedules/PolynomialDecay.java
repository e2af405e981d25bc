package dev.lamina.optimizers.schedules;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Unary;
import dev.lamina.optimizers.LearningRate;
import dev.lamina.tensor.DType;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * (initialLearningRate - endLearningRate) (1 - step / decaySteps)^power + endLearningRate, which
 * stays at the end; if {@code cycle}, decaySteps is taken as often as the step needs instead.
 */
@RecordBuilder
public record PolynomialDecay(
    double initialLearningRate,
    double decaySteps,
    double endLearningRate,
    double power,
    boolean cycle)
    implements LearningRate, PolynomialDecayBuilder.With {
  public PolynomialDecay {
    Progress.checkSteps("PolynomialDecay", "decaySteps", decaySteps);
  }

  /** Linear, to Keras' default end, 0.0001. */
  public static PolynomialDecay of(double initialLearningRate, double decaySteps) {
    return new PolynomialDecay(initialLearningRate, decaySteps, 1e-4, 1, false);
  }

  @Override
  public double initial() {
    return initialLearningRate;
  }

  @Override
  public Value at(Value step) {
    Value s = step.cast(DType.FLOAT32);
    Value p;
    if (cycle) {
      // At least one cycle, also at step 0.
      Value cycles = s.div(decaySteps).unary(Unary.Kind.CEIL).max(1);
      p = s.div(cycles.times(decaySteps));
    } else {
      p = s.min(decaySteps).div(decaySteps);
    }
    return p.rsub(1).pow(power).times(initialLearningRate - endLearningRate).plus(endLearningRate);
  }
}
