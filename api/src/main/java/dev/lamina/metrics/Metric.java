package dev.lamina.metrics;

import dev.lamina.graph.Value;
import java.util.Optional;

/** A streaming metric. Implement as a record whose components are Keras' config keys. */
public interface Metric {
  /** The key in logs and history, such as {@code accuracy}. */
  String name();

  /**
   * Writes one update into the graph and returns the running result, a scalar (or a vector).
   *
   * @param state where the running state is kept
   * @param sampleWeight broadcasts to the values; a mask arrives here too, as 0 and 1
   */
  Value update(State state, Value yTrue, Value yPred, Optional<Value> sampleWeight);

  /** The metric's variables: zero at the start of each epoch. */
  interface State {
    /** A float32 variable, zero after a reset; its value before this update. */
    Value get(String name, dev.lamina.tensor.Shape shape);

    /** The variable's value after this update. */
    void set(String name, Value value);
  }
}
