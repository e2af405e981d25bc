package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/** The mean of {@link dev.lamina.losses.LogCosh}. */
@RecordBuilder
public record LogCoshError(String name) implements MeanMetric, LogCoshErrorBuilder.With {
  public static LogCoshError of() {
    return new LogCoshError("logcosh");
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.DOWN);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    return dev.lamina.losses.LogCosh.of().perSample(yTrue, yPred);
  }
}
