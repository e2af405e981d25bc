package dev.lamina.metrics;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * How often the largest prediction is at the largest label. yTrue (one-hot), yPred: [batch, …,
 * classes].
 */
@RecordBuilder
public record CategoricalAccuracy(String name)
    implements MeanMetric, CategoricalAccuracyBuilder.With {
  public static CategoricalAccuracy of() {
    return new CategoricalAccuracy("categorical_accuracy");
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    return yTrue.argmax(-1).eq(yPred.argmax(-1)).cast(DType.FLOAT32);
  }
}
