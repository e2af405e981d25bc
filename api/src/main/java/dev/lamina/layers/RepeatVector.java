package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The same vector n times. x: [batch, features] -> [batch, n, features]. */
@RecordBuilder
public record RepeatVector(int n) implements Layer, RepeatVectorBuilder.With {
  public RepeatVector {
    Check.positive("RepeatVector", "n", n);
  }

  public static RepeatVector of(int n) {
    return new RepeatVector(n);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Check.rank(scope, this, x, 2, "[batch, features]");
    return x.expandDims(1).broadcastTo(Shape.of(x.dim(0), n, x.dim(1)));
  }
}
