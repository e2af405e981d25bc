package dev.lamina.losses;

import dev.lamina.graph.Value;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import java.util.Optional;

/**
 * A loss. Implement as a record whose components are Keras' config keys.
 *
 * <p>A crossentropy whose {@code yPred} is the result of a softmax or sigmoid op computes from that
 * op's input, exactly and with full gradients, as Keras does in {@code fit}.
 */
public interface Loss {
  /** Losses per sample (or per sample and step). yTrue, yPred: [batch, …] -> [batch, …]. */
  Value perSample(Value yTrue, Value yPred);

  Reduction reduction();

  /** Keras' name of the loss, such as {@code mean_squared_error}. */
  String name();

  /** What the loss is computed in. */
  default DType dtype() {
    return DType.FLOAT32;
  }

  /**
   * This loss computed in another floating dtype, see {@link TypedLoss}.
   *
   * @throws IllegalArgumentException if the dtype is not floating
   */
  default Loss withDtype(DType dtype) {
    return dtype == DType.FLOAT32 ? this : new TypedLoss(this, dtype);
  }

  /**
   * Checks targets before any step is run, without an engine.
   *
   * @param yPred the shape of the model's output, the batch first
   * @throws IllegalArgumentException if a target is not a number, or outside of what the loss
   *     allows
   */
  default void checkTargets(Tensor yTrue, SymbolicShape yPred) {
    if (yTrue.dtype().isFloating()) {
      for (int i = 0; i < yTrue.size(); i++) {
        if (Double.isNaN(yTrue.getDouble(i))) {
          throw new IllegalArgumentException(
              "%s: target %d of %s is NaN; remove or replace missing values first"
                  .formatted(name(), i, yTrue.type()));
        }
      }
    }
  }

  /**
   * The reduced loss: a scalar, or {@link #perSample} times the weights for {@link Reduction#NONE}.
   *
   * @param sampleWeight [batch] or a shape that broadcasts with the losses
   * @param mask bool, the shape of the losses: where false, a loss does not count
   */
  default Value apply(
      Value yTrue, Value yPred, Optional<Value> sampleWeight, Optional<Value> mask) {
    return Reductions.apply(this, perSample(yTrue, yPred), sampleWeight, mask);
  }
}
