package dev.lamina.metrics;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** {@link MeanIoU} of one-hot labels: yTrue [batch, …, classes]. */
@RecordBuilder
public record OneHotMeanIoU(
    int numClasses,
    String name,
    DType dtype,
    Optional<Integer> ignoreClass,
    boolean sparseYPred,
    int axis)
    implements Metric, OneHotMeanIoUBuilder.With {
  public OneHotMeanIoU {
    Overlap.check("OneHotMeanIoU", numClasses, List.of());
  }

  public static OneHotMeanIoU of(int numClasses) {
    return new OneHotMeanIoU(
        numClasses, "one_hot_mean_io_u", DType.INT64, Optional.empty(), false, -1);
  }

  @Override
  public OneHotMeanIoU withDtype(DType dtype) {
    return OneHotMeanIoUBuilder.With.super.withDtype(dtype);
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
            IntStream.range(0, numClasses).boxed().toList());
  }
}
