package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.regularizers.L1L2;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/** x itself, with l1 Σ|x| + l2 Σx², divided by the batch size, added to the loss. */
@RecordBuilder
public record ActivityRegularization(double l1, double l2)
    implements Layer, ActivityRegularizationBuilder.With {
  public static ActivityRegularization of(double l1, double l2) {
    return new ActivityRegularization(l1, l2);
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return Penalty.add(scope, Optional.of(L1L2.of(l1, l2)), x);
  }
}
