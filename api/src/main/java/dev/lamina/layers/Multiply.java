package dev.lamina.layers;

import dev.lamina.graph.Value;
import java.util.List;
import java.util.Optional;

/**
 * The elementwise product; masked elements count as 1. Inputs: [batch, …], shapes that broadcast ->
 * the common shape.
 */
public record Multiply() implements Merging {
  public static Multiply of() {
    return new Multiply();
  }

  @Override
  public Value merge(List<Value> inputs, List<Optional<Value>> masks) {
    Value out = unmasked(inputs.get(0), masks.get(0));
    Optional<Value> valid = masks.get(0);
    for (int i = 1; i < inputs.size(); i++) {
      out = out.times(unmasked(inputs.get(i), masks.get(i)));
      Optional<Value> mask = masks.get(i);
      valid = valid.flatMap(v -> mask.map(v::or));
    }
    Value product = out;
    // Where all inputs are masked, the result is 0 like any masked element.
    return valid.map(v -> v.select(product, Value.scalar(product.dtype(), 0))).orElse(product);
  }

  private static Value unmasked(Value x, Optional<Value> mask) {
    return mask.map(m -> m.select(x, Value.scalar(x.dtype(), 1))).orElse(x);
  }
}
