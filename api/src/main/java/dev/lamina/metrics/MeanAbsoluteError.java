package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/** The mean of the loss of the same name, see {@link dev.lamina.losses.MeanAbsoluteError}. */
@RecordBuilder
public record MeanAbsoluteError(String name) implements MeanMetric, MeanAbsoluteErrorBuilder.With {
  public static MeanAbsoluteError of() {
    return new MeanAbsoluteError("mean_absolute_error");
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.DOWN);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    return dev.lamina.losses.MeanAbsoluteError.of().perSample(yTrue, yPred);
  }
}
