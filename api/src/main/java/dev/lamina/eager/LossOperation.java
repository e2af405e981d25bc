package dev.lamina.eager;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.losses.Loss;
import java.util.Optional;

/** A reduced loss. */
record LossOperation(Loss loss) implements Operation.OfTwo {
  @Override
  public Value write(Value yTrue, Value yPred) {
    return loss.apply(yTrue, yPred, Optional.empty(), Optional.empty());
  }

  @Override
  public String kerasName() {
    return loss.name();
  }
}
