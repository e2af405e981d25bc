package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The weighted mean of all values; they come as {@code yPred}, {@code yTrue} is not used. */
@RecordBuilder
public record Mean(String name) implements MeanMetric, MeanBuilder.With {
  public static Mean of() {
    return new Mean("mean");
  }

  public static Mean of(String name) {
    return new Mean(name);
  }

  @Override
  public Value values(Value yTrue, Value yPred) {
    return yPred;
  }
}
