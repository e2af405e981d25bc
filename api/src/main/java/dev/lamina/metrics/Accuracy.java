package dev.lamina.metrics;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * How often yPred equals yTrue exactly. For class probabilities see {@link BinaryAccuracy}, {@link
 * CategoricalAccuracy}, {@link SparseCategoricalAccuracy}, or {@code Metrics.of("accuracy")}, which
 * picks one.
 */
@RecordBuilder
public record Accuracy(String name) implements MeanMetric, AccuracyBuilder.With {
  public static Accuracy of() {
    return new Accuracy("accuracy");
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    Ranks r = Ranks.of(name, yTrue, yPred);
    return r.yTrue().eq(r.yPred()).cast(DType.FLOAT32);
  }
}
