package dev.lamina.optimizers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.OptionalDouble;

/**
 * Updates different weights by different optimizers, each with its own learning rate and count of
 * steps. The learning rate of the whole can be neither read nor set.
 *
 * @param lossScaleFactor in place of the inner optimizers' own
 */
@RecordBuilder
public record MultiOptimizer(OptimizerMap optimizerMap, OptionalDouble lossScaleFactor)
    implements Optimizer, MultiOptimizerBuilder.With {
  public static MultiOptimizer of(OptimizerMap map) {
    return new MultiOptimizer(map, OptionalDouble.empty());
  }

  /** Keras' placeholder: 0. */
  @Override
  public LearningRate learningRate() {
    return LearningRate.of(0);
  }

  @Override
  public OptimizerOptions options() {
    return OptimizerOptions.none();
  }

  @Override
  public Value update(Slots slots, Value weight, Value gradient) {
    throw new IllegalStateException("MultiOptimizer: the inner optimizers update");
  }
}
