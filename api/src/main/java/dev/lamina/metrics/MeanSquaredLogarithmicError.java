package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * The mean of the loss of the same name, see {@link dev.lamina.losses.MeanSquaredLogarithmicError}.
 */
@RecordBuilder
public record MeanSquaredLogarithmicError(String name)
    implements MeanMetric, MeanSquaredLogarithmicErrorBuilder.With {
  public static MeanSquaredLogarithmicError of() {
    return new MeanSquaredLogarithmicError("mean_squared_logarithmic_error");
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.DOWN);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    return dev.lamina.losses.MeanSquaredLogarithmicError.of().perSample(yTrue, yPred);
  }
}
