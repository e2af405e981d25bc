package dev.lamina.graph.op;

import dev.lamina.graph.Value;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * RMSprop (Hinton, Coursera lecture 6e) as in Keras: v' = rho v + (1 - rho) g²; w' = w - lr g /
 * √(v' + epsilon). w, v, g: one shape; lr: scalar -> w', v'.
 */
public record RmsPropUpdate(double rho, double epsilon) implements Composite {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("rms_prop_update", in, 4);
    Rule.floating("rms_prop_update", in.get(0));
    return List.of(in.get(0), in.get(1));
  }

  @Override
  public List<Value> lower(List<Value> in) {
    Value g = in.get(2);
    Value v = in.get(1).times(rho).plus(g.square().times(1 - rho));
    return List.of(in.get(0).minus(g.times(in.get(3)).div(v.plus(epsilon).sqrt())), v);
  }
}
