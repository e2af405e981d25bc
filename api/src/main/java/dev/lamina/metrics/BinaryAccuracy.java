package dev.lamina.metrics;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/** How often {@code yPred > threshold} equals yTrue. yTrue, yPred: [batch, …]. */
@RecordBuilder
public record BinaryAccuracy(String name, double threshold)
    implements MeanMetric, BinaryAccuracyBuilder.With {
  public static BinaryAccuracy of() {
    return new BinaryAccuracy("binary_accuracy", 0.5);
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    Ranks r = Ranks.of(name, yTrue, yPred);
    Value one = Value.scalar(r.yTrue().dtype(), 1);
    Value zero = Value.scalar(r.yTrue().dtype(), 0);
    Value predicted = r.yPred().gt(threshold).select(one, zero);
    return r.yTrue().eq(predicted).cast(DType.FLOAT32);
  }
}
