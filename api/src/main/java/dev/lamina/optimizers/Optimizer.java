package dev.lamina.optimizers;

import dev.lamina.graph.Value;
import java.util.List;

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

  /**
   * How Keras lists the slots in files: groups, within a group weight by weight. Empty: one group
   * in the order in which {@link #update} asks for them.
   */
  default List<List<String>> slotGroups() {
    return List.of();
  }

  /** The weight after one step. weight, gradient: one shape -> same shape. */
  Value update(Slots slots, Value weight, Value gradient);
}
