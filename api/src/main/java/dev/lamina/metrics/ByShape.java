package dev.lamina.metrics;

import dev.lamina.graph.Value;
import java.util.Optional;

/** Keras' rule for "accuracy" and "crossentropy": which kind is meant follows from the shapes. */
record ByShape(String name, Metric binary, Metric categorical, Metric sparse) implements Metric {
  @Override
  public Optional<Direction> direction() {
    return binary.direction();
  }

  @Override
  public Value update(State state, Value yTrue, Value yPred, Optional<Value> sampleWeight) {
    return kind(yTrue, yPred).update(state, yTrue, yPred, sampleWeight);
  }

  private Metric kind(Value yTrue, Value yPred) {
    int outputs = yPred.rank() == 0 ? 1 : yPred.dim(-1);
    if (outputs == 1) {
      return binary;
    }
    boolean labels = yTrue.rank() < yPred.rank() || yTrue.dim(-1) == 1;
    return labels ? sparse : categorical;
  }
}
