package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import java.util.List;
import java.util.Optional;

/**
 * The elementwise mean. Inputs: [batch, …], shapes that broadcast -> the common shape; of integers
 * in float64.
 */
public record Average() implements Merging {
  public static Average of() {
    return new Average();
  }

  @Override
  public Value merge(List<Value> inputs, List<Optional<Value>> masks) {
    Value sum = inputs.stream().reduce(Value::plus).orElseThrow();
    return (sum.dtype().isFloating() ? sum : sum.cast(DType.FLOAT64)).times(1.0 / inputs.size());
  }
}
