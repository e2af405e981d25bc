package dev.lamina.optimizers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Multiplies the loss by a scale, so that small gradients do not vanish in low precision, and
 * divides the gradients by it before another optimizer uses them (arXiv:1710.03740). A step with a
 * gradient that is not finite changes no weight and halves the scale.
 *
 * @param innerOptimizer what updates the weights; its own lossScaleFactor does not count
 * @param dynamicGrowthSteps after so many finite steps in a row the scale is doubled
 */
@RecordBuilder
public record LossScaleOptimizer(
    Optimizer innerOptimizer, double initialScale, int dynamicGrowthSteps)
    implements Optimizer, LossScaleOptimizerBuilder.With {
  public LossScaleOptimizer {
    if (innerOptimizer instanceof LossScaleOptimizer) {
      throw new IllegalArgumentException(
          "LossScaleOptimizer: innerOptimizer must not be a LossScaleOptimizer itself");
    }
    if (!(initialScale > 0) || dynamicGrowthSteps < 1) {
      throw new IllegalArgumentException(
          "LossScaleOptimizer: initialScale and dynamicGrowthSteps must be > 0, got %s and %d"
              .formatted(initialScale, dynamicGrowthSteps));
    }
  }

  /** Keras' defaults: a scale of 32768 that may double every 2000 steps. */
  public static LossScaleOptimizer of(Optimizer inner) {
    return new LossScaleOptimizer(inner, 32768, 2000);
  }

  /** {@code optimizer} with a scaled loss if {@code wanted}, unless it scales the loss already. */
  public static Optimizer where(boolean wanted, Optimizer optimizer) {
    return wanted && !(optimizer instanceof LossScaleOptimizer) ? of(optimizer) : optimizer;
  }

  @Override
  public LearningRate learningRate() {
    return innerOptimizer.learningRate();
  }

  @Override
  public OptimizerOptions options() {
    return innerOptimizer.options();
  }

  @Override
  public Value update(Slots slots, Value weight, Value gradient) {
    throw new IllegalStateException("LossScaleOptimizer: the inner optimizer updates");
  }
}
