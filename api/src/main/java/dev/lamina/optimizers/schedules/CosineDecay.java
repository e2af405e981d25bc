package dev.lamina.optimizers.schedules;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Unary;
import dev.lamina.optimizers.LearningRate;
import dev.lamina.tensor.DType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.OptionalDouble;

/**
 * Half a cosine from the initial rate down to {@code alpha} times it within {@code decaySteps}
 * (arXiv:1608.03983); with a {@code warmupTarget}, first linearly up to that within {@code
 * warmupSteps} and down from there.
 */
@RecordBuilder
public record CosineDecay(
    double initialLearningRate,
    double decaySteps,
    double alpha,
    OptionalDouble warmupTarget,
    double warmupSteps)
    implements LearningRate, CosineDecayBuilder.With {
  public CosineDecay {
    Progress.checkSteps("CosineDecay", "decaySteps", decaySteps);
    if (!(warmupSteps >= 0)) {
      throw new IllegalArgumentException(
          "CosineDecay: warmupSteps must be >= 0, got " + warmupSteps);
    }
  }

  /** Down to 0, without warm-up. */
  public static CosineDecay of(double initialLearningRate, double decaySteps) {
    return new CosineDecay(initialLearningRate, decaySteps, 0, OptionalDouble.empty(), 0);
  }

  @Override
  public double initial() {
    return initialLearningRate;
  }

  @Override
  public Value at(Value step) {
    Value s = step.cast(DType.FLOAT32);
    if (warmupTarget.isEmpty()) {
      return cosine(s.min(decaySteps).div(decaySteps), alpha).times(initialLearningRate);
    }
    double target = warmupTarget.getAsDouble();
    Value p = s.minus(warmupSteps).min(decaySteps).div(decaySteps);
    Value decayed = cosine(p, alpha).times(target);
    if (warmupSteps == 0) {
      return decayed;
    }
    Value warm = s.div(warmupSteps).times(target - initialLearningRate).plus(initialLearningRate);
    return s.lt(warmupSteps).select(warm, decayed);
  }

  /** 1 at p = 0, {@code alpha} at p = 1, along half a cosine. */
  static Value cosine(Value p, double alpha) {
    Value half = p.times(Math.PI).unary(Unary.Kind.COS).plus(1).times(0.5);
    return half.times(1 - alpha).plus(alpha);
  }
}
