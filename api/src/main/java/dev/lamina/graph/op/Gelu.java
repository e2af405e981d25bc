package dev.lamina.graph.op;

import dev.lamina.graph.Value;
import java.util.List;

/**
 * Gaussian error linear unit, x Φ(x) (Hendrycks, Gimpel 2016, arXiv:1606.08415); with {@code
 * approximate} the tanh form 0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³))).
 */
public record Gelu(boolean approximate) implements Composite {
  @Override
  public List<Value> lower(List<Value> in) {
    Value x = in.get(0);
    if (approximate) {
      Value inner = x.plus(x.square().times(x).times(0.044715)).times(Math.sqrt(2 / Math.PI));
      return List.of(x.times(0.5).times(inner.tanh().plus(1)));
    }
    return List.of(x.times(0.5).times(x.times(Math.sqrt(0.5)).erf().plus(1)));
  }
}
