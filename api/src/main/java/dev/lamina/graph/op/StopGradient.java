package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import java.util.List;

/** x itself, with a derivative of 0. x: any shape -> same shape. */
public record StopGradient() implements Composite {
  @Override
  public List<Value> lower(List<Value> in) {
    return in;
  }

  @Override
  public void vjp(Node node, Vjp v) {
    // A constant, as far as the gradient is concerned.
  }
}
