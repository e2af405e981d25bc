package dev.lamina.metrics;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * Intersection over union of classes, from a confusion matrix [label, prediction]. Labels and
 * predictions outside of [0, classes), and the ignored class, do not count.
 *
 * @param dtype of the matrix; weights are cast to it, so fractions are lost if it is an integer
 *     type
 */
record Overlap(String metric, int numClasses, DType dtype, Optional<Integer> ignoreClass) {
  private static final String MATRIX = "total_confusion_matrix";
  private static final double EPSILON = 1e-7;

  static void check(String metric, int numClasses, List<Integer> targets) {
    if (numClasses <= 0) {
      throw new IllegalArgumentException(
          "%s: numClasses must be > 0, got %d".formatted(metric, numClasses));
    }
    for (int t : targets) {
      if (t < 0 || t >= numClasses) {
        throw new IllegalArgumentException(
            "%s: targetClassIds must be in [0, %d), got %d".formatted(metric, numClasses, t));
      }
    }
  }

  /** Class numbers, from scores along an axis unless they are {@code sparse}. */
  static Value classes(Value v, boolean sparse, int axis) {
    return sparse ? v : v.argmax(axis);
  }

  /** Adds labels and predictions to the matrix; the mean over the target classes that occur. */
  Value update(
      Metric.State state,
      Value yTrue,
      Value yPred,
      Optional<Value> sampleWeight,
      List<Integer> targets) {
    int n = (int) yTrue.shape().size();
    if (yPred.shape().size() != n) {
      throw new IllegalArgumentException(
          "%s: expected as many labels as predictions, got %s and %s"
              .formatted(metric, yTrue.shape(), yPred.shape()));
    }
    Value labels = yTrue.cast(DType.INT32).reshape(n);
    Value predictions = yPred.cast(DType.INT32).reshape(n);
    DType counting = dtype == DType.FLOAT64 ? dtype : DType.FLOAT32;
    Value rows = labels.oneHot(numClasses, counting);
    if (ignoreClass.isPresent()) {
      Value kept = labels.ne(ignoreClass.get()).cast(counting);
      rows = rows.times(kept.expandDims(-1));
    }
    if (sampleWeight.isPresent()) {
      Value w = sampleWeight.get().cast(dtype).cast(counting);
      Value each = w.rank() == 0 ? w : w.reshape((int) w.shape().size());
      rows = rows.times(each.broadcastTo(Shape.of(n)).expandDims(-1));
    }
    Value counts = rows.matmul(predictions.oneHot(numClasses, counting), true, false);
    Value total =
        state
            .get(MATRIX, new TensorType(dtype, Shape.of(numClasses, numClasses)))
            .plus(counts.cast(dtype));
    state.set(MATRIX, total);
    return mean(total.cast(DType.FLOAT32), targets);
  }

  private Value mean(Value matrix, List<Integer> targets) {
    Value diagonal = Value.constant(Tensor.wrap(identity(), matrix.shape()));
    Value hits = matrix.times(diagonal).sum(1);
    Value union = matrix.sum(0).plus(matrix.sum(1)).minus(hits);
    int[] chosen = targets.stream().mapToInt(Integer::intValue).toArray();
    Value index = Value.constant(Tensor.of(chosen));
    hits = hits.gather(0, index);
    union = union.gather(0, index);
    Value valid = union.gt(1e-9).cast(DType.FLOAT32);
    Value iou = hits.div(union.plus(EPSILON)).times(valid);
    return iou.sum().div(valid.sum().plus(EPSILON));
  }

  private float[] identity() {
    float[] out = new float[numClasses * numClasses];
    for (int i = 0; i < numClasses; i++) {
      out[i * numClasses + i] = 1;
    }
    return out;
  }
}
