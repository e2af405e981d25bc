package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.regularizers.Regularizer;
import java.util.Optional;

/** Activity regularization: a penalty on a layer's output, divided by the batch size. */
final class Penalty {
  private Penalty() {}

  static Value add(Scope scope, Optional<Regularizer> regularizer, Value y) {
    regularizer.ifPresent(r -> scope.addLoss(r.apply(y).div(Math.max(1, y.dim(0)))));
    return y;
  }
}
