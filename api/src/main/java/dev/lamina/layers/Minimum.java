package dev.lamina.layers;

import dev.lamina.graph.Value;
import java.util.List;
import java.util.Optional;

/**
 * The elementwise minimum of valid elements. Inputs: [batch, …], shapes that broadcast -> the
 * common shape.
 */
public record Minimum() implements Merging {
  public static Minimum of() {
    return new Minimum();
  }

  @Override
  public Value merge(List<Value> inputs, List<Optional<Value>> masks) {
    return Merging.extremum(inputs, masks, Value::min);
  }
}
