package dev.lamina.layers;

import dev.lamina.graph.Value;
import java.util.List;
import java.util.Optional;

/**
 * The first input minus the second. Inputs: [batch, …], shapes that broadcast -> the common shape.
 */
public record Subtract() implements Merging {
  public static Subtract of() {
    return new Subtract();
  }

  @Override
  public Value merge(List<Value> inputs, List<Optional<Value>> masks) {
    Check.that(inputs.size() == 2, "Subtract: expected 2 inputs, got %d", inputs.size());
    return inputs.get(0).minus(inputs.get(1));
  }
}
