package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/** The mean of the loss of the same name, see {@link dev.lamina.losses.Poisson}. */
@RecordBuilder
public record Poisson(String name) implements MeanMetric, PoissonBuilder.With {
  public static Poisson of() {
    return new Poisson("poisson");
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.DOWN);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    return dev.lamina.losses.Poisson.of().perSample(yTrue, yPred);
  }
}
