package dev.lamina.optimizers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Adam without a schedule (arXiv:2405.15682): a point z that takes Adam's steps without momentum,
 * their running mean x, and the weights y = (1 - beta1) z + beta1 x in between, where gradients are
 * taken. z starts as a copy of the weights; it is in the slot {@code momentum}.
 *
 * @param beta1 where y is between z and x
 * @param warmupSteps the rate grows linearly over so many steps
 */
@RecordBuilder
public record ScheduleFreeAdamW(
    LearningRate learningRate,
    OptimizerOptions options,
    double beta1,
    double beta2,
    double epsilon,
    int warmupSteps)
    implements Optimizer, ScheduleFreeAdamWBuilder.With {
  public ScheduleFreeAdamW {
    if (!(beta1 > 0 && beta1 < 1)) {
      throw new IllegalArgumentException(
          "ScheduleFreeAdamW: beta1 must be in (0, 1), got " + beta1);
    }
    Argument.decayRate("ScheduleFreeAdamW", "beta2", beta2);
    Argument.notNegative("ScheduleFreeAdamW", "epsilon", epsilon);
    Argument.notNegative("ScheduleFreeAdamW", "warmupSteps", warmupSteps);
  }

  /** Keras' default learning rate, 0.0025. */
  public static ScheduleFreeAdamW of() {
    return of(0.0025);
  }

  public static ScheduleFreeAdamW of(double learningRate) {
    return of(LearningRate.of(learningRate));
  }

  public static ScheduleFreeAdamW of(LearningRate learningRate) {
    return new ScheduleFreeAdamW(learningRate, OptimizerOptions.none(), 0.9, 0.999, 1e-8, 0);
  }

  @Override
  public Value update(Slots slots, Value weight, Value gradient) {
    Value t = slots.step();
    Value rate = slots.learningRate();
    if (warmupSteps > 0) {
      rate = rate.times(t.div(warmupSteps).min(1));
    }
    OptimizerVariable point = slots.copy("momentum");
    Value z = slots.get(point);
    Value v = slots.get("velocity");
    Value velocity = v.plus(gradient.square().minus(v).times(1 - beta2));
    Value size = velocity.div(AdamRule.power(beta2, slots).rsub(1)).sqrt().plus(epsilon);
    Value next = z.minus(gradient.times(rate).div(size));
    slots.set(point, next);
    slots.set("velocity", velocity);
    Value share = t.rdiv(1);
    // As Keras computes it: x is taken from the weights with the new z.
    Value mean = weight.minus(next.times(1 - beta1)).div(beta1);
    mean = mean.times(share.rsub(1)).plus(next.times(share));
    return next.times(1 - beta1).plus(mean.times(beta1));
  }
}
