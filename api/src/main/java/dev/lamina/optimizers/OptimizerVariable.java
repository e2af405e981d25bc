package dev.lamina.optimizers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.TensorType;

/**
 * A variable of an optimizer.
 *
 * @param key unique within the optimizer
 * @param path the name in lists and files, as Keras makes it; not always unique
 * @param initial what it holds at first
 */
public record OptimizerVariable(String key, String path, TensorType type, Initial initial) {
  /** What a variable holds at first. */
  public sealed interface Initial {}

  /** One number everywhere. */
  public record Filled(double value) implements Initial {}

  /** What the weight holds when the variable is made. */
  public record CopyOf(Value weight) implements Initial {}

  static OptimizerVariable of(String path, TensorType type, double initial) {
    return new OptimizerVariable(path, path, type, new Filled(initial));
  }
}
