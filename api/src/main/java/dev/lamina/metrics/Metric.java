package dev.lamina.metrics;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.Optional;

/** A streaming metric. Implement as a record whose components are Keras' config keys. */
public interface Metric {
  /** The key in logs and history, such as {@code accuracy}. */
  String name();

  /** What running means and sums are kept in. */
  default DType dtype() {
    return DType.FLOAT32;
  }

  /**
   * This metric with another floating dtype, see {@link TypedMetric}.
   *
   * @throws IllegalArgumentException if the dtype is not floating
   */
  default Metric withDtype(DType dtype) {
    return dtype == DType.FLOAT32 ? this : new TypedMetric(this, dtype);
  }

  /** Where it goes when the model gets better, for callbacks that look for the best. */
  default Optional<Direction> direction() {
    return Optional.empty();
  }

  /**
   * Writes one update into the graph and returns the running result, a scalar (or a vector).
   *
   * @param state where the running state is kept
   * @param sampleWeight broadcasts to the values; a mask arrives here too, as 0 and 1
   */
  Value update(State state, Value yTrue, Value yPred, Optional<Value> sampleWeight);

  /** The metric's variables: zero at the start of each epoch. */
  interface State {
    /** A variable, zero after a reset; its value before this update. */
    Value get(String name, TensorType type);

    /** The metric's dtype. */
    default DType dtype() {
      return DType.FLOAT32;
    }

    /** A variable of the metric's dtype. */
    default Value get(String name, Shape shape) {
      return get(name, new TensorType(dtype(), shape));
    }

    /** The variable's value after this update. */
    void set(String name, Value value);

    /** Adds to a variable; returns its value after this update. */
    default Value add(String name, Value value) {
      Value total = get(name, value.type()).plus(value);
      set(name, total);
      return total;
    }
  }
}
