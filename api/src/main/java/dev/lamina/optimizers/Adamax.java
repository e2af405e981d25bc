package dev.lamina.optimizers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Adam with the infinity norm (arXiv:1412.6980, section 7): m as in Adam; u' = max(beta2 u, |g|); w
 * - lr m' / ((1 - beta1ᵗ) (u' + epsilon)).
 */
@RecordBuilder
public record Adamax(
    LearningRate learningRate, OptimizerOptions options, double beta1, double beta2, double epsilon)
    implements Optimizer, AdamaxBuilder.With {
  public Adamax {
    Argument.decayRate("Adamax", "beta1", beta1);
    Argument.decayRate("Adamax", "beta2", beta2);
    Argument.notNegative("Adamax", "epsilon", epsilon);
  }

  /** Keras' default learning rate, 0.001. */
  public static Adamax of() {
    return of(0.001);
  }

  public static Adamax of(double learningRate) {
    return of(LearningRate.of(learningRate));
  }

  public static Adamax of(LearningRate learningRate) {
    return new Adamax(learningRate, OptimizerOptions.none(), 0.9, 0.999, 1e-7);
  }

  @Override
  public Value update(Slots slots, Value weight, Value gradient) {
    Value m = slots.get("momentum");
    Value momentum = m.plus(gradient.minus(m).times(1 - beta1));
    Value norm = slots.get("norm").times(beta2).max(gradient.abs());
    slots.set("momentum", momentum);
    slots.set("norm", norm);
    Value correction = AdamRule.power(beta1, slots).rsub(1);
    return weight.minus(
        momentum.times(slots.learningRate()).div(norm.plus(epsilon).times(correction)));
  }
}
