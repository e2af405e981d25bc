package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/** The mean of the loss of the same name, see {@link dev.lamina.losses.Hinge}. */
@RecordBuilder
public record Hinge(String name) implements MeanMetric, HingeBuilder.With {
  public static Hinge of() {
    return new Hinge("hinge");
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.DOWN);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    return dev.lamina.losses.Hinge.of().perSample(yTrue, yPred);
  }
}
