package dev.lamina.layers;

import dev.lamina.activations.Activations;
import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/** x > 0 ? x : alpha (exp(x) - 1) (arXiv:1511.07289). x: any shape -> same shape. */
@RecordBuilder
public record ELU(double alpha) implements Layer, ELUBuilder.With {
  public static ELU of() {
    return new ELU(1);
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return Activations.elu(x, alpha);
  }
}
