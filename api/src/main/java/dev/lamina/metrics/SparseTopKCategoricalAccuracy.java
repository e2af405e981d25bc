package dev.lamina.metrics;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * How often the label is among the k largest predictions. yTrue: [batch, …] or [batch, …, 1];
 * yPred: [batch, …, classes].
 *
 * @param fromSortedIds yPred holds class numbers, the most likely first, instead of scores
 */
@RecordBuilder
public record SparseTopKCategoricalAccuracy(String name, int k, boolean fromSortedIds)
    implements MeanMetric, SparseTopKCategoricalAccuracyBuilder.With {
  public SparseTopKCategoricalAccuracy {
    Classes.checkK("SparseTopKCategoricalAccuracy", k);
  }

  public static SparseTopKCategoricalAccuracy of() {
    return new SparseTopKCategoricalAccuracy("sparse_top_k_categorical_accuracy", 5, false);
  }

  public static SparseTopKCategoricalAccuracy of(int k) {
    return of().withK(k);
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    Value labels = Classes.labels(name, yTrue, yPred);
    if (!fromSortedIds) {
      return Classes.inTopK(labels, yPred, k);
    }
    Value ids = yPred.slice(-1, 0, Math.min(k, yPred.dim(-1)));
    Value hits = labels.expandDims(-1).cast(ids.dtype()).eq(ids).cast(DType.FLOAT32);
    return hits.maxOver(-1);
  }
}
