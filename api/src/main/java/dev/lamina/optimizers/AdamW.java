package dev.lamina.optimizers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * {@link Adam} with decoupled weight decay, 0.004 unless the options say otherwise
 * (arXiv:1711.05101).
 */
@RecordBuilder
public record AdamW(
    LearningRate learningRate,
    OptimizerOptions options,
    double beta1,
    double beta2,
    double epsilon,
    boolean amsgrad)
    implements Optimizer, AdamWBuilder.With {
  public AdamW {
    Argument.decayRate("AdamW", "beta1", beta1);
    Argument.decayRate("AdamW", "beta2", beta2);
    Argument.notNegative("AdamW", "epsilon", epsilon);
  }

  /** Keras' default learning rate, 0.001. */
  public static AdamW of() {
    return of(0.001);
  }

  public static AdamW of(double learningRate) {
    return of(LearningRate.of(learningRate));
  }

  public static AdamW of(LearningRate learningRate) {
    return new AdamW(
        learningRate, OptimizerOptions.none().withWeightDecay(0.004), 0.9, 0.999, 1e-7, false);
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
