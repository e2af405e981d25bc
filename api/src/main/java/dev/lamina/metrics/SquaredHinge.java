package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/** The mean of the loss of the same name, see {@link dev.lamina.losses.SquaredHinge}. */
@RecordBuilder
public record SquaredHinge(String name) implements MeanMetric, SquaredHingeBuilder.With {
  public static SquaredHinge of() {
    return new SquaredHinge("squared_hinge");
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.DOWN);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    return dev.lamina.losses.SquaredHinge.of().perSample(yTrue, yPred);
  }
}
