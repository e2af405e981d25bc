package dev.lamina.graph.op;

import dev.lamina.graph.Value;
import java.util.List;

/** x sigmoid(x), also called swish (arXiv:1710.05941). */
public record Silu() implements Composite {
  @Override
  public List<Value> lower(List<Value> in) {
    return List.of(in.get(0).times(in.get(0).sigmoid()));
  }
}
