package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * The mean of the loss of the same name, see {@link dev.lamina.losses.MeanAbsolutePercentageError}.
 */
@RecordBuilder
public record MeanAbsolutePercentageError(String name)
    implements MeanMetric, MeanAbsolutePercentageErrorBuilder.With {
  public static MeanAbsolutePercentageError of() {
    return new MeanAbsolutePercentageError("mean_absolute_percentage_error");
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.DOWN);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    return dev.lamina.losses.MeanAbsolutePercentageError.of().perSample(yTrue, yPred);
  }
}
