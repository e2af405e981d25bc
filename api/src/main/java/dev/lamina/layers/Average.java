package dev.lamina.layers;

import dev.lamina.graph.Value;
import java.util.List;
import java.util.Optional;

/** The elementwise mean. Inputs: [batch, …], shapes that broadcast -> the common shape. */
public record Average() implements Merging {
  public static Average of() {
    return new Average();
  }

  @Override
  public Value merge(List<Value> inputs, List<Optional<Value>> masks) {
    return inputs.stream().reduce(Value::plus).orElseThrow().times(1.0 / inputs.size());
  }
}
