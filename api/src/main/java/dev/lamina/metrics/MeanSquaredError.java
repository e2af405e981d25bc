package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/** The mean of the loss of the same name, see {@link dev.lamina.losses.MeanSquaredError}. */
@RecordBuilder
public record MeanSquaredError(String name) implements MeanMetric, MeanSquaredErrorBuilder.With {
  public static MeanSquaredError of() {
    return new MeanSquaredError("mean_squared_error");
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.DOWN);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    return dev.lamina.losses.MeanSquaredError.of().perSample(yTrue, yPred);
  }
}
