package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/** √mean((yTrue - yPred)²) over all elements. */
@RecordBuilder
public record RootMeanSquaredError(String name)
    implements MeanMetric, RootMeanSquaredErrorBuilder.With {
  public static RootMeanSquaredError of() {
    return new RootMeanSquaredError("root_mean_squared_error");
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.DOWN);
  }

  @Override
  public Value update(State state, Value yTrue, Value yPred, Optional<Value> sampleWeight) {
    return MeanMetric.super.update(
        state, yTrue.cast(state.dtype()), yPred.cast(state.dtype()), sampleWeight);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    Ranks r = Ranks.of(name, yTrue, yPred);
    return r.yPred().minus(r.yTrue()).square();
  }

  @Override
  public Value result(Value mean) {
    return mean.sqrt();
  }
}
