package dev.lamina.metrics;

import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;
import java.util.stream.IntStream;

/** The weighted sum of all values; they come as {@code yPred}, {@code yTrue} is not used. */
@RecordBuilder
public record Sum(String name) implements Metric, SumBuilder.With {
  public static Sum of() {
    return new Sum("sum");
  }

  @Override
  public Value update(State state, Value yTrue, Value yPred, Optional<Value> sampleWeight) {
    Value v = yPred.cast(state.dtype());
    if (sampleWeight.isPresent()) {
      Value w = sampleWeight.get().cast(v.dtype());
      if (w.rank() == v.rank() + 1 && w.dim(-1) == 1) {
        w = w.squeeze(-1);
      }
      if (v.rank() > w.rank()) {
        v = v.sum(IntStream.range(w.rank(), v.rank()).toArray());
      }
      v = v.times(w);
    }
    Value total = state.get("total", Shape.scalar()).plus(v.sum());
    state.set("total", total);
    return total;
  }
}
