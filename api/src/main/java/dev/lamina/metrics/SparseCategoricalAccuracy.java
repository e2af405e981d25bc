package dev.lamina.metrics;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * How often the largest prediction is at the label. yTrue: [batch, …] or [batch, …, 1]; yPred:
 * [batch, …, classes].
 */
@RecordBuilder
public record SparseCategoricalAccuracy(String name)
    implements MeanMetric, SparseCategoricalAccuracyBuilder.With {
  public static SparseCategoricalAccuracy of() {
    return new SparseCategoricalAccuracy("sparse_categorical_accuracy");
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    return Classes.labels(name, yTrue, yPred).eq(yPred.argmax(-1)).cast(DType.FLOAT32);
  }
}
