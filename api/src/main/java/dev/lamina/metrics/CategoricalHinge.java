package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/** The mean of the loss of the same name, see {@link dev.lamina.losses.CategoricalHinge}. */
@RecordBuilder
public record CategoricalHinge(String name) implements MeanMetric, CategoricalHingeBuilder.With {
  public static CategoricalHinge of() {
    return new CategoricalHinge("categorical_hinge");
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.DOWN);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    return dev.lamina.losses.CategoricalHinge.of().perSample(yTrue, yPred);
  }
}
