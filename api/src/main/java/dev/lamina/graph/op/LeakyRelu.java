package dev.lamina.graph.op;

import dev.lamina.graph.Value;
import java.util.List;

/** x >= 0 ? x : slope x. */
public record LeakyRelu(double slope) implements Composite {
  @Override
  public List<Value> lower(List<Value> in) {
    Value x = in.get(0);
    return List.of(x.ge(0).select(x, x.times(slope)));
  }
}
