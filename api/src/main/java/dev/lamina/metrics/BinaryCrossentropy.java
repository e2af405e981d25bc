package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/** The mean of {@link dev.lamina.losses.BinaryCrossentropy}. */
@RecordBuilder
public record BinaryCrossentropy(String name, boolean fromLogits, double labelSmoothing)
    implements MeanMetric, BinaryCrossentropyBuilder.With {
  public static BinaryCrossentropy of() {
    return new BinaryCrossentropy("binary_crossentropy", false, 0);
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.DOWN);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    return dev.lamina.losses.BinaryCrossentropy.of()
        .withFromLogits(fromLogits)
        .withLabelSmoothing(labelSmoothing)
        .perSample(yTrue, yPred);
  }
}
