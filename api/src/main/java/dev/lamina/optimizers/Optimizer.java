package dev.lamina.optimizers;

import dev.lamina.graph.Value;

/**
 * An optimizer: an update rule per weight. Implement as a record whose components are Keras' config
 * keys; those that all Keras optimizers share are in {@link OptimizerOptions}.
 */
public interface Optimizer {
  LearningRate learningRate();

  /** Clipping, weight decay, averaging: applied around {@link #update} by the trainer. */
  OptimizerOptions options();

  /** Keras' class name: {@code Adam}, {@code SGD}, … */
  default String kerasName() {
    return getClass().getSimpleName();
  }

  /** The weight after one step. weight, gradient: one shape -> same shape. */
  Value update(Slots slots, Value weight, Value gradient);
}
