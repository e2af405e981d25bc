package dev.lamina.layers;

import dev.lamina.graph.Value;
import java.util.function.BiFunction;

/**
 * Another scope, but for the weights: {@code weight} gets the scope and what the layer asks for.
 */
record ScopeFilter(Scope scope, BiFunction<Scope, WeightSpec, Value> weight)
    implements ForwardingScope {
  @Override
  public Value weight(WeightSpec spec) {
    return weight.apply(scope, spec);
  }

  @Override
  public Scope withTraining(boolean training) {
    return new ScopeFilter(scope.withTraining(training), weight);
  }

  @Override
  public Scope frozen() {
    return new ScopeFilter(scope.frozen(), weight);
  }
}
