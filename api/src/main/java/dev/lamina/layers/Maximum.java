package dev.lamina.layers;

import dev.lamina.graph.Value;
import java.util.List;
import java.util.Optional;

/**
 * The elementwise maximum of valid elements. Inputs: [batch, …], shapes that broadcast -> the
 * common shape.
 */
public record Maximum() implements Merging {
  public static Maximum of() {
    return new Maximum();
  }

  @Override
  public Value merge(List<Value> inputs, List<Optional<Value>> masks) {
    return Merging.extremum(inputs, masks, Value::max);
  }
}
