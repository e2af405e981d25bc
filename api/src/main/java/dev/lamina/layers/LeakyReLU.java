package dev.lamina.layers;

import dev.lamina.activations.Activations;
import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/** x >= 0 ? x : negativeSlope x. x: any shape -> same shape. */
@RecordBuilder
public record LeakyReLU(double negativeSlope) implements Layer, LeakyReLUBuilder.With {
  public LeakyReLU {
    Check.notNegative("LeakyReLU", "negativeSlope", negativeSlope);
  }

  /** Keras' default slope of this layer, 0.3. */
  public static LeakyReLU of() {
    return new LeakyReLU(0.3);
  }

  public static LeakyReLU of(double negativeSlope) {
    return new LeakyReLU(negativeSlope);
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return Activations.leakyRelu(x, negativeSlope);
  }
}
