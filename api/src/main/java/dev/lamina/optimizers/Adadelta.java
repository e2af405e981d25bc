package dev.lamina.optimizers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Adadelta (arXiv:1212.5701): a' = rho a + (1 - rho) g²; d = -√(u + epsilon) / √(a' + epsilon) g;
 * u' = rho u + (1 - rho) d²; w + lr d.
 */
@RecordBuilder
public record Adadelta(
    LearningRate learningRate, OptimizerOptions options, double rho, double epsilon)
    implements Optimizer, AdadeltaBuilder.With {
  public Adadelta {
    Argument.decayRate("Adadelta", "rho", rho);
    Argument.notNegative("Adadelta", "epsilon", epsilon);
  }

  /** Keras' default learning rate, 0.001. */
  public static Adadelta of() {
    return of(0.001);
  }

  public static Adadelta of(double learningRate) {
    return of(LearningRate.of(learningRate));
  }

  public static Adadelta of(LearningRate learningRate) {
    return new Adadelta(learningRate, OptimizerOptions.none(), 0.95, 1e-7);
  }

  @Override
  public Value update(Slots slots, Value weight, Value gradient) {
    Value accumulated =
        slots.get("accumulated_grad").times(rho).plus(gradient.square().times(1 - rho));
    Value before = slots.get("accumulated_delta_var");
    Value delta =
        before.plus(epsilon).sqrt().times(gradient).div(accumulated.plus(epsilon).sqrt()).negate();
    slots.set("accumulated_grad", accumulated);
    slots.set("accumulated_delta_var", before.times(rho).plus(delta.square().times(1 - rho)));
    return weight.plus(delta.times(slots.learningRate()));
  }
}
