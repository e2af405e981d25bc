package dev.lamina.layers;

import dev.lamina.graph.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Its inputs themselves. Any number of inputs of any shape -> the same. */
public record Identity() implements Layer {
  public static Identity of() {
    return new Identity();
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return x;
  }

  @Override
  public List<Value> call(Scope scope, List<Value> inputs) {
    return inputs;
  }

  @Override
  public List<Optional<Value>> computeMasks(Scope scope, List<Value> inputs, List<Value> outputs) {
    return IntStream.range(0, inputs.size()).mapToObj(scope::mask).toList();
  }
}
