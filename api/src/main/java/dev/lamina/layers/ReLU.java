package dev.lamina.layers;

import dev.lamina.activations.Activations;
import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.OptionalDouble;

/**
 * x > threshold ? min(x, maxValue) : negativeSlope (x - threshold). x: any shape -> same shape.
 *
 * @param maxValue empty: no limit
 */
@RecordBuilder
public record ReLU(OptionalDouble maxValue, double negativeSlope, double threshold)
    implements Layer, ReLUBuilder.With {
  public ReLU {
    maxValue.ifPresent(m -> Check.notNegative("ReLU", "maxValue", m));
    Check.notNegative("ReLU", "negativeSlope", negativeSlope);
    Check.notNegative("ReLU", "threshold", threshold);
  }

  public static ReLU of() {
    return new ReLU(OptionalDouble.empty(), 0, 0);
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return Activations.relu(x, negativeSlope, maxValue, threshold);
  }
}
