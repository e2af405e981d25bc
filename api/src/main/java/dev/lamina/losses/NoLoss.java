package dev.lamina.losses;

import dev.lamina.graph.Value;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import java.util.Optional;

/**
 * For an output that is not trained on: 0, and no loss of its own in the logs. Keras' {@code None}
 * in a list of losses.
 */
public record NoLoss() implements Loss {
  public static NoLoss of() {
    return new NoLoss();
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    return Value.scalar(DType.FLOAT32, 0);
  }

  @Override
  public Reduction reduction() {
    return Reduction.NONE;
  }

  @Override
  public String name() {
    return "none";
  }

  /** It has nothing to compute. */
  @Override
  public Loss withDtype(DType dtype) {
    return this;
  }

  /** Any targets will do. */
  @Override
  public void checkTargets(Tensor yTrue, SymbolicShape yPred) {}

  @Override
  public Value apply(Value yTrue, Value yPred, Optional<Value> sampleWeight, Optional<Value> mask) {
    return perSample(yTrue, yPred);
  }
}
