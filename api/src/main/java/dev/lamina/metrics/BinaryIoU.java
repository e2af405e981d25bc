package dev.lamina.metrics;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * {@link IoU} of two classes: predictions of at least {@code threshold} are class 1. yTrue (0 or
 * 1), yPred: one shape -> scalar.
 */
@RecordBuilder
public record BinaryIoU(List<Integer> targetClassIds, double threshold, String name, DType dtype)
    implements Metric, BinaryIoUBuilder.With {
  public BinaryIoU {
    targetClassIds = List.copyOf(targetClassIds);
    Overlap.check("BinaryIoU", 2, targetClassIds);
  }

  public static BinaryIoU of() {
    return new BinaryIoU(List.of(0, 1), 0.5, "binary_io_u", DType.INT64);
  }

  @Override
  public BinaryIoU withDtype(DType dtype) {
    return BinaryIoUBuilder.With.super.withDtype(dtype);
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public Value update(State state, Value yTrue, Value yPred, Optional<Value> sampleWeight) {
    Value classes = yPred.cast(DType.FLOAT32).ge(threshold).cast(DType.INT32);
    return new Overlap(name, 2, dtype, Optional.empty())
        .update(state, yTrue, classes, sampleWeight, targetClassIds);
  }
}
