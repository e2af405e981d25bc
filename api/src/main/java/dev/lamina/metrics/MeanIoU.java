package dev.lamina.metrics;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** {@link IoU}, mean over all classes. */
@RecordBuilder
public record MeanIoU(
    int numClasses,
    String name,
    DType dtype,
    Optional<Integer> ignoreClass,
    boolean sparseYTrue,
    boolean sparseYPred,
    int axis)
    implements Metric, MeanIoUBuilder.With {
  public MeanIoU {
    Overlap.check("MeanIoU", numClasses, List.of());
  }

  public static MeanIoU of(int numClasses) {
    return new MeanIoU(numClasses, "mean_io_u", DType.INT64, Optional.empty(), true, true, -1);
  }

  @Override
  public MeanIoU withDtype(DType dtype) {
    return MeanIoUBuilder.With.super.withDtype(dtype);
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
            IntStream.range(0, numClasses).boxed().toList());
  }
}
