package dev.lamina.losses;

import dev.lamina.graph.Value;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import java.util.Optional;

/**
 * A loss that is computed in a dtype of its own (Keras: the argument {@code dtype}): predictions,
 * floating targets and weights are cast to it first. Integer targets stay exact. The gradient goes
 * on in the predictions' dtype, and the total of several outputs is float32.
 *
 * <p>A crossentropy looks at the inputs of a final softmax or sigmoid only if the predictions have
 * this dtype already, as in Keras.
 *
 * @param loss any loss but one with a dtype already
 * @param dtype a floating dtype, not float32
 * @see Loss#withDtype
 */
public record TypedLoss(Loss loss, DType dtype) implements Loss {
  public TypedLoss {
    if (loss instanceof TypedLoss || !dtype.isFloating() || dtype == DType.FLOAT32) {
      throw new IllegalArgumentException(
          "loss %s: expected float64, bfloat16 or float16 of a loss without one, got %s of %s; use withDtype"
              .formatted(loss.name(), dtype.keras(), loss));
    }
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    return loss.perSample(floating(yTrue), yPred.cast(dtype));
  }

  @Override
  public Value apply(Value yTrue, Value yPred, Optional<Value> sampleWeight, Optional<Value> mask) {
    return loss.apply(floating(yTrue), yPred.cast(dtype), sampleWeight, mask);
  }

  private Value floating(Value v) {
    return v.dtype().isFloating() ? v.cast(dtype) : v;
  }

  @Override
  public Loss withDtype(DType other) {
    return loss.withDtype(other);
  }

  @Override
  public Reduction reduction() {
    return loss.reduction();
  }

  @Override
  public String name() {
    return loss.name();
  }

  @Override
  public void checkTargets(Tensor yTrue, SymbolicShape yPred) {
    loss.checkTargets(yTrue, yPred);
  }
}
