package dev.lamina.optimizers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * Adam (arXiv:1412.6980): running averages m of the gradient and v of its square; w - lr √(1 -
 * beta2ᵗ) / (1 - beta1ᵗ) m / (√v + epsilon). With {@code amsgrad} v is its largest value so far
 * (Reddi et al. 2018).
 */
@RecordBuilder
public record Adam(
    LearningRate learningRate,
    OptimizerOptions options,
    double beta1,
    double beta2,
    double epsilon,
    boolean amsgrad)
    implements Optimizer, AdamBuilder.With {
  public Adam {
    Argument.decayRate("Adam", "beta1", beta1);
    Argument.decayRate("Adam", "beta2", beta2);
    Argument.notNegative("Adam", "epsilon", epsilon);
  }

  /** Keras' default learning rate, 0.001. */
  public static Adam of() {
    return of(0.001);
  }

  public static Adam of(double learningRate) {
    return of(LearningRate.of(learningRate));
  }

  public static Adam of(LearningRate learningRate) {
    return new Adam(learningRate, OptimizerOptions.none(), 0.9, 0.999, 1e-7, false);
  }

  @Override
  public Value update(Slots slots, Value weight, Value gradient) {
    return rule().update(slots, weight, gradient);
  }

  private AdamRule rule() {
    return new AdamRule(beta1, beta2, epsilon, amsgrad);
  }

  @Override
  public List<List<String>> slotGroups() {
    return rule().slotGroups();
  }
}
