package dev.lamina.losses;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * (1 - yPred[label]^q) / q: between crossentropy (q -> 0) and mean absolute error (q = 1), robust
 * against wrong labels (arXiv:1805.07836). yTrue: [batch, …]; yPred: [batch, …, classes] -> [batch,
 * …].
 */
@RecordBuilder
public record CategoricalGeneralizedCrossEntropy(String name, Reduction reduction, double q)
    implements Loss, CategoricalGeneralizedCrossEntropyBuilder.With {
  public CategoricalGeneralizedCrossEntropy {
    if (!(q > 0 && q < 1)) {
      throw new IllegalArgumentException(
          "CategoricalGeneralizedCrossEntropy: q must be in (0, 1), got " + q);
    }
  }

  public static CategoricalGeneralizedCrossEntropy of() {
    return new CategoricalGeneralizedCrossEntropy(
        "categorical_generalized_cross_entropy", Reduction.SUM_OVER_BATCH_SIZE, 0.5);
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    Value label = yTrue.dtype() == DType.INT64 ? yTrue : yTrue.cast(DType.INT32);
    if (label.rank() == yPred.rank() && label.dim(-1) == 1) {
      label = label.squeeze(-1);
    }
    Value p = label.oneHot(yPred.dim(-1), yPred.dtype()).times(yPred).sum(-1);
    return p.pow(q).rsub(1).div(q);
  }
}
