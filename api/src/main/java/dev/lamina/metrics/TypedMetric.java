package dev.lamina.metrics;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.TensorType;
import java.util.Optional;

/**
 * A metric with a dtype of its own (Keras: the argument {@code dtype}): means and sums are kept in
 * it. As in Keras, the values of a mean are computed in the predictions' dtype before, and the
 * counts of {@link AUC}, {@link Precision} and the like and the sums of {@link R2Score} stay
 * float32.
 *
 * @param metric any metric but one with a dtype already
 * @param dtype a floating dtype, not float32
 * @see Metric#withDtype
 */
public record TypedMetric(Metric metric, DType dtype) implements Metric {
  public TypedMetric {
    if (metric.dtype() != DType.FLOAT32 || !dtype.isFloating() || dtype == DType.FLOAT32) {
      throw new IllegalArgumentException(
          "metric %s: expected float64, bfloat16 or float16 of a metric without one, got %s of %s; use withDtype"
              .formatted(metric.name(), dtype.keras(), metric));
    }
  }

  @Override
  public String name() {
    return metric.name();
  }

  @Override
  public Optional<Direction> direction() {
    return metric.direction();
  }

  @Override
  public Metric withDtype(DType other) {
    return metric.withDtype(other);
  }

  @Override
  public Value update(State state, Value yTrue, Value yPred, Optional<Value> sampleWeight) {
    return metric.update(new TypedState(state, dtype), yTrue, yPred, sampleWeight);
  }

  private record TypedState(State state, DType dtype) implements State {
    @Override
    public Value get(String name, TensorType type) {
      return state.get(name, type);
    }

    @Override
    public void set(String name, Value value) {
      state.set(name, value);
    }
  }
}
