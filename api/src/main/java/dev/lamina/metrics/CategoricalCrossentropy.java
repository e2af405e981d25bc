package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/** The mean of {@link dev.lamina.losses.CategoricalCrossentropy}. */
@RecordBuilder
public record CategoricalCrossentropy(
    String name, boolean fromLogits, double labelSmoothing, int axis)
    implements MeanMetric, CategoricalCrossentropyBuilder.With {
  public static CategoricalCrossentropy of() {
    return new CategoricalCrossentropy("categorical_crossentropy", false, 0, -1);
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.DOWN);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    return dev.lamina.losses.CategoricalCrossentropy.of()
        .withFromLogits(fromLogits)
        .withLabelSmoothing(labelSmoothing)
        .withAxis(axis)
        .perSample(yTrue, yPred);
  }
}
