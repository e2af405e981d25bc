package dev.lamina.metrics;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/** {@link IoU} of one-hot labels: yTrue [batch, …, classes]. */
@RecordBuilder
public record OneHotIoU(
    int numClasses,
    List<Integer> targetClassIds,
    String name,
    DType dtype,
    Optional<Integer> ignoreClass,
    boolean sparseYPred,
    int axis)
    implements Metric, OneHotIoUBuilder.With {
  public OneHotIoU {
    targetClassIds = List.copyOf(targetClassIds);
    Overlap.check("OneHotIoU", numClasses, targetClassIds);
  }

  public static OneHotIoU of(int numClasses, Integer... targetClassIds) {
    return new OneHotIoU(
        numClasses,
        List.of(targetClassIds),
        "one_hot_io_u",
        DType.INT64,
        Optional.empty(),
        false,
        -1);
  }

  @Override
  public OneHotIoU withDtype(DType dtype) {
    return OneHotIoUBuilder.With.super.withDtype(dtype);
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
            Overlap.classes(yTrue, false, axis),
            Overlap.classes(yPred, sparseYPred, axis),
            sampleWeight,
            targetClassIds);
  }
}
