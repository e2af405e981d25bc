package dev.lamina.optimizers.schedules;

import dev.lamina.graph.Value;
import dev.lamina.optimizers.LearningRate;
import dev.lamina.tensor.DType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * values[0] up to and including step boundaries[0], values[1] up to boundaries[1], …
 *
 * @param values one more than boundaries
 */
@RecordBuilder
public record PiecewiseConstantDecay(List<Double> boundaries, List<Double> values)
    implements LearningRate, PiecewiseConstantDecayBuilder.With {
  public PiecewiseConstantDecay {
    boundaries = List.copyOf(boundaries);
    values = List.copyOf(values);
    if (values.size() != boundaries.size() + 1) {
      throw new IllegalArgumentException(
          "PiecewiseConstantDecay: expected one value more than boundaries, got %s and %s"
              .formatted(boundaries, values));
    }
  }

  public static PiecewiseConstantDecay of(List<Integer> boundaries, List<Double> values) {
    return new PiecewiseConstantDecay(
        boundaries.stream().map(Integer::doubleValue).toList(), values);
  }

  @Override
  public double initial() {
    return values.get(0);
  }

  @Override
  public Value at(Value step) {
    Value rate = Value.scalar(DType.FLOAT32, values.get(values.size() - 1));
    for (int i = boundaries.size() - 1; i >= 0; i--) {
      // As in Keras, a fractional boundary is cut to a whole step.
      Value boundary = Value.scalar(step.dtype(), Math.floor(boundaries.get(i)));
      rate = step.le(boundary).select(Value.scalar(DType.FLOAT32, values.get(i)), rate);
    }
    return rate;
  }
}
