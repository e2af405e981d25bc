package dev.lamina.optimizers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import java.util.List;
import java.util.OptionalDouble;

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

  /** The decay of a weight: that of the options. {@code path}: such as {@code dense/kernel}. */
  default OptionalDouble weightDecay(String path, Shape weight) {
    return options().weightDecay();
  }

  /** The weight after one step. weight, gradient: one shape -> same shape. */
  Value update(Slots slots, Value weight, Value gradient);
}
