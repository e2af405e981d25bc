package dev.lamina.graph.op;

import dev.lamina.graph.Value;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Adam (arXiv:1412.6980) as in Keras: m' = m + (g - m)(1 - beta1); v' = v + (g² - v)(1 - beta2); w'
 * = w - alpha m' / (√v' + epsilon), where the caller gives alpha = lr √(1 - beta2ᵗ) / (1 - beta1ᵗ).
 * w, m, v, g: one shape; alpha: scalar -> w', m', v'.
 */
public record AdamUpdate(double beta1, double beta2, double epsilon) implements Composite {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("adam_update", in, 5);
    Rule.floating("adam_update", in.get(0));
    return List.of(in.get(0), in.get(1), in.get(2));
  }

  @Override
  public List<Value> lower(List<Value> in) {
    Value g = in.get(3);
    Value m = in.get(1).plus(g.minus(in.get(1)).times(1 - beta1));
    Value v = in.get(2).plus(g.square().minus(in.get(2)).times(1 - beta2));
    Value w = in.get(0).minus(m.times(in.get(4)).div(v.sqrt().plus(epsilon)));
    return List.of(w, m, v);
  }
}
