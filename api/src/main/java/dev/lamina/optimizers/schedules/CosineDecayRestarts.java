package dev.lamina.optimizers.schedules;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Unary;
import dev.lamina.optimizers.LearningRate;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * {@link CosineDecay} that starts again and again (arXiv:1608.03983), each time {@code tMul} times
 * longer and from {@code mMul} times the rate.
 */
@RecordBuilder
public record CosineDecayRestarts(
    double initialLearningRate, double firstDecaySteps, double tMul, double mMul, double alpha)
    implements LearningRate, CosineDecayRestartsBuilder.With {
  public CosineDecayRestarts {
    Progress.checkSteps("CosineDecayRestarts", "firstDecaySteps", firstDecaySteps);
  }

  /** Keras' defaults: twice as long each time, from the same rate, down to 0. */
  public static CosineDecayRestarts of(double initialLearningRate, double firstDecaySteps) {
    return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, 2, 1, 0);
  }

  @Override
  public double initial() {
    return initialLearningRate;
  }

  @Override
  public Value at(Value step) {
    Value p = Progress.of(step, firstDecaySteps);
    Value restarts;
    if (tMul == 1) {
      restarts = p.floor();
      p = p.minus(restarts);
    } else {
      restarts = p.times(tMul - 1).plus(1).log().div(Math.log(tMul)).floor();
      Value length = Value.scalar(p.dtype(), tMul).pow(restarts);
      p = p.minus(length.rsub(1).div(1 - tMul)).div(length);
    }
    Value factor = Value.scalar(p.dtype(), mMul).pow(restarts);
    Value half = p.times(Math.PI).unary(Unary.Kind.COS).plus(1).times(0.5).times(factor);
    return half.times(1 - alpha).plus(alpha).times(initialLearningRate);
  }
}
