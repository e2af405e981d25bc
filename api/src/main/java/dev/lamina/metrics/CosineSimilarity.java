package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * The mean cosine of the angle between yTrue and yPred along an axis: 1 when they point the same
 * way.
 *
 * @param axis Keras loses it when it saves a model; here it is kept
 */
@RecordBuilder
public record CosineSimilarity(String name, int axis)
    implements MeanMetric, CosineSimilarityBuilder.With {
  public static CosineSimilarity of() {
    return new CosineSimilarity("cosine_similarity", -1);
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    return dev.lamina.losses.CosineSimilarity.of().withAxis(axis).perSample(yTrue, yPred).negate();
  }
}
