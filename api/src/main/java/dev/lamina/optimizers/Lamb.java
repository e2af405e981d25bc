package dev.lamina.optimizers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * {@link Adam} for large batches (arXiv:1904.00962): the update u = m̂ / (√v̂ + epsilon) is brought
 * to the weight's norm; w - lr ‖w‖ / ‖u‖ u.
 */
@RecordBuilder
public record Lamb(
    LearningRate learningRate, OptimizerOptions options, double beta1, double beta2, double epsilon)
    implements Optimizer, LambBuilder.With {
  public Lamb {
    Argument.decayRate("Lamb", "beta1", beta1);
    Argument.decayRate("Lamb", "beta2", beta2);
    Argument.notNegative("Lamb", "epsilon", epsilon);
  }

  /** Keras' default learning rate, 0.001. */
  public static Lamb of() {
    return of(0.001);
  }

  public static Lamb of(double learningRate) {
    return of(LearningRate.of(learningRate));
  }

  public static Lamb of(LearningRate learningRate) {
    return new Lamb(learningRate, OptimizerOptions.none(), 0.9, 0.999, 1e-7);
  }

  @Override
  public Value update(Slots slots, Value weight, Value gradient) {
    Value m = slots.get("momentum");
    Value v = slots.get("velocity");
    Value momentum = m.plus(gradient.minus(m).times(1 - beta1));
    Value velocity = v.plus(gradient.square().minus(v).times(1 - beta2));
    slots.set("momentum", momentum);
    slots.set("velocity", velocity);
    Value mean = momentum.div(AdamRule.power(beta1, slots).rsub(1));
    Value size = velocity.div(AdamRule.power(beta2, slots).rsub(1)).sqrt().plus(epsilon);
    Value update = mean.div(size);
    Value ratio = ratio(norm(weight), norm(update));
    return weight.minus(update.times(ratio.times(slots.learningRate())));
  }

  private static Value norm(Value v) {
    return v.square().sum().sqrt();
  }

  /** 1 where one of the norms is 0. */
  private static Value ratio(Value weight, Value update) {
    Value one = Value.scalar(weight.dtype(), 1);
    Value both = weight.gt(0).and(update.gt(0));
    return both.select(weight.div(both.select(update, one)), one);
  }
}
