package dev.lamina.layers;

import dev.lamina.graph.Value;
import java.util.List;
import java.util.Optional;

/** The elementwise sum. Inputs: [batch, …], shapes that broadcast -> the common shape. */
public record Add() implements Merging {
  public static Add of() {
    return new Add();
  }

  @Override
  public Value merge(List<Value> inputs, List<Optional<Value>> masks) {
    return inputs.stream().reduce(Value::plus).orElseThrow();
  }
}
