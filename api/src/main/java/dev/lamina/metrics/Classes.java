package dev.lamina.metrics;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;

/** What metrics of classes share. */
final class Classes {
  private Classes() {}

  /** Integer labels (int32) of the shape of yPred without its last axis. */
  static Value labels(String metric, Value yTrue, Value yPred) {
    Value t = yTrue;
    if (t.rank() == yPred.rank() && t.dim(-1) == 1) {
      t = t.squeeze(-1);
    }
    if (!t.shape().equals(yPred.shape().without(-1))) {
      throw new IllegalArgumentException(
          "%s: expected integer labels of shape %s for predictions %s, got %s"
              .formatted(metric, yPred.shape().without(-1), yPred.shape(), yTrue.shape()));
    }
    return t.cast(DType.INT32);
  }

  /** 1 where fewer than k classes are predicted above the label's, else 0. */
  static Value inTopK(Value labels, Value yPred, int k) {
    Value hot = labels.oneHot(yPred.dim(-1), yPred.dtype());
    Value own = hot.times(yPred).sum(-1).expandDims(-1);
    Value above = yPred.gt(own).cast(DType.FLOAT32).sum(-1);
    return above.lt(k).cast(DType.FLOAT32);
  }

  static void checkK(String metric, int k) {
    if (k <= 0) {
      throw new IllegalArgumentException("%s: k must be > 0, got %d".formatted(metric, k));
    }
  }
}
