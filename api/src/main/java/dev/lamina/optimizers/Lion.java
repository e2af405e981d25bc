package dev.lamina.optimizers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Lion (arXiv:2302.06675): w - lr sign(beta1 m + (1 - beta1) g); m' = beta2 m + (1 - beta2) g. */
@RecordBuilder
public record Lion(LearningRate learningRate, OptimizerOptions options, double beta1, double beta2)
    implements Optimizer, LionBuilder.With {
  public Lion {
    Argument.decayRate("Lion", "beta1", beta1);
    Argument.decayRate("Lion", "beta2", beta2);
  }

  /** Keras' default learning rate, 0.001. */
  public static Lion of() {
    return of(0.001);
  }

  public static Lion of(double learningRate) {
    return of(LearningRate.of(learningRate));
  }

  public static Lion of(LearningRate learningRate) {
    return new Lion(learningRate, OptimizerOptions.none(), 0.9, 0.99);
  }

  @Override
  public Value update(Slots slots, Value weight, Value gradient) {
    Value m = slots.get("momentum");
    slots.set("momentum", m.times(beta2).plus(gradient.times(1 - beta2)));
    Value direction = m.times(beta1).plus(gradient.times(1 - beta1)).sign();
    return weight.minus(direction.times(slots.learningRate()));
  }
}
