package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * How often the label is among the k largest predictions. yTrue (one-hot), yPred: [batch, …,
 * classes].
 */
@RecordBuilder
public record TopKCategoricalAccuracy(String name, int k)
    implements MeanMetric, TopKCategoricalAccuracyBuilder.With {
  public TopKCategoricalAccuracy {
    Classes.checkK("TopKCategoricalAccuracy", k);
  }

  public static TopKCategoricalAccuracy of() {
    return new TopKCategoricalAccuracy("top_k_categorical_accuracy", 5);
  }

  public static TopKCategoricalAccuracy of(int k) {
    return of().withK(k);
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    return Classes.inTopK(yTrue.argmax(-1), yPred, k);
  }
}
