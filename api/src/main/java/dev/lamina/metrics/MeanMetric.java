package dev.lamina.metrics;

import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A metric that is the weighted mean of values per sample, with Keras' variables {@code total} and
 * {@code count}; 0 as long as nothing counted.
 *
 * <p>Weights have the values' shape, or fewer axes: then the values' further axes are averaged
 * first.
 */
public interface MeanMetric extends Metric {
  /** The values to average: [batch, …]. */
  Value values(Value yTrue, Value yPred);

  /** The result from the mean. */
  default Value result(Value mean) {
    return mean;
  }

  @Override
  default Value update(State state, Value yTrue, Value yPred, Optional<Value> sampleWeight) {
    return mean(state, values(yTrue, yPred).cast(state.dtype()), sampleWeight);
  }

  /** Adds values to the running mean. */
  private Value mean(State state, Value values, Optional<Value> sampleWeight) {
    Value v = values;
    Value count;
    if (sampleWeight.isPresent()) {
      Value w = fit(v, sampleWeight.get().cast(v.dtype()));
      if (v.rank() > w.rank()) {
        v = v.mean(IntStream.range(w.rank(), v.rank()).toArray());
      }
      w = w.broadcastTo(v.shape());
      v = v.times(w);
      count = perSample(w).sum();
    } else {
      count = Value.scalar(v.dtype(), v.rank() == 0 ? 1 : v.dim(0));
    }
    Value total = state.get("total", Shape.scalar()).plus(perSample(v).sum());
    Value counted = state.get("count", Shape.scalar()).plus(count);
    state.set("total", total);
    state.set("count", counted);
    Value none = counted.eq(0);
    Value safe = none.select(Value.scalar(v.dtype(), 1), counted);
    return result(none.select(Value.scalar(v.dtype(), 0), total.div(safe)));
  }

  private static Value perSample(Value v) {
    return v.rank() > 1 ? v.mean(IntStream.range(1, v.rank()).toArray()) : v;
  }

  private Value fit(Value v, Value w) {
    Value out = w;
    if (out.rank() == v.rank() + 1 && out.dim(-1) == 1) {
      out = out.squeeze(-1);
    } else if (out.rank() > v.rank()) {
      throw new IllegalArgumentException(
          "%s: expected sample weights of at most the values' shape %s, got %s"
              .formatted(name(), v.shape(), w.shape()));
    }
    return out;
  }
}
