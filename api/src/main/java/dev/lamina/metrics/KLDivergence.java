package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/** The mean of the loss of the same name, see {@link dev.lamina.losses.KLDivergence}. */
@RecordBuilder
public record KLDivergence(String name) implements MeanMetric, KLDivergenceBuilder.With {
  public static KLDivergence of() {
    return new KLDivergence("kl_divergence");
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.DOWN);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    return dev.lamina.losses.KLDivergence.of().perSample(yTrue, yPred);
  }
}
