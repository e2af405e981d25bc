package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * The mean of {@link dev.lamina.losses.SparseCategoricalCrossentropy}; ignored labels count as 0.
 *
 * @param axis of the classes; only the last
 */
@RecordBuilder
public record SparseCategoricalCrossentropy(
    String name, boolean fromLogits, Optional<Integer> ignoreClass, int axis)
    implements MeanMetric, SparseCategoricalCrossentropyBuilder.With {
  public SparseCategoricalCrossentropy {
    if (axis != -1) {
      throw new IllegalArgumentException(
          "SparseCategoricalCrossentropy: axis must be -1, got " + axis);
    }
  }

  public static SparseCategoricalCrossentropy of() {
    return new SparseCategoricalCrossentropy(
        "sparse_categorical_crossentropy", false, Optional.empty(), -1);
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.DOWN);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    return dev.lamina.losses.SparseCategoricalCrossentropy.of()
        .withFromLogits(fromLogits)
        .withIgnoreClass(ignoreClass)
        .perSample(yTrue, yPred);
  }
}
