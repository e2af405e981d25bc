package dev.lamina.losses;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * The negative cosine of the angle between yTrue and yPred along an axis: -1 when they point the
 * same way. yTrue, yPred: [batch, …] -> without that axis.
 *
 * @param axis Keras loses it when it saves a model; here it is kept
 */
@RecordBuilder
public record CosineSimilarity(String name, Reduction reduction, int axis)
    implements Loss, CosineSimilarityBuilder.With {
  public static CosineSimilarity of() {
    return new CosineSimilarity("cosine_similarity", Reduction.SUM_OVER_BATCH_SIZE, -1);
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    Targets t = Targets.of(name, yTrue, yPred);
    Value product = Targets.normalized(t.yTrue(), axis).times(Targets.normalized(t.yPred(), axis));
    return product.sum(axis).negate();
  }
}
