package dev.lamina.metrics;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * Intersection over union, TP / (TP + FP + FN), mean over some classes. yTrue, yPred: class numbers
 * of one shape, or scores -> scalar.
 *
 * @param dtype of the confusion matrix; weights are cast to it
 * @param targetClassIds the classes to average over
 * @param ignoreClass a label that does not count, such as 255 for unlabelled pixels
 * @param sparseYTrue yTrue are class numbers; else the largest along {@code axis} is taken
 * @param sparseYPred the same for yPred
 */
@RecordBuilder
public record IoU(
    String name,
    DType dtype,
    int numClasses,
    List<Integer> targetClassIds,
    Optional<Integer> ignoreClass,
    boolean sparseYTrue,
    boolean sparseYPred,
    int axis)
    implements Metric, IoUBuilder.With {
  public IoU {
    targetClassIds = List.copyOf(targetClassIds);
    Overlap.check("IoU", numClasses, targetClassIds);
  }

  public static IoU of(int numClasses, Integer... targetClassIds) {
    return new IoU(
        "io_u", DType.INT64, numClasses, List.of(targetClassIds), Optional.empty(), true, true, -1);
  }

  @Override
  public IoU withDtype(DType dtype) {
    return IoUBuilder.With.super.withDtype(dtype);
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public Value update(State state, Value yTrue, Value yPred, Optional<Value> sampleWeight) {
    return new Overlap(name, numClasses, dtype, ignoreClass)
        .update(
            state,
            Overlap.classes(yTrue, sparseYTrue, axis),
            Overlap.classes(yPred, sparseYPred, axis),
            sampleWeight,
            targetClassIds);
  }
}
