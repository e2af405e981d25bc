package dev.lamina.initializers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.List;

/**
 * How a weight starts. Implement as a record whose components are Keras' config keys; random ones
 * draw from {@link dev.lamina.tensor.Philox}, so that a seed means the same weights on every
 * engine.
 */
public interface Initializer {
  /**
   * The initial value.
   *
   * @param key the weight's own random key, derived from the model's seed and the weight's path; an
   *     initializer with a seed of its own uses that instead
   */
  Tensor init(Shape shape, DType dtype, long key);

  /**
   * The same for a weight that is no [in, out] matrix: which of its axes the input is summed over,
   * and which the output has. What is given already stays.
   */
  default Initializer forAxes(List<Integer> inputAxes, List<Integer> outputAxes) {
    return this;
  }
}
