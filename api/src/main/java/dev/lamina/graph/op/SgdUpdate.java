package dev.lamina.graph.op;

import dev.lamina.graph.Value;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Gradient descent with momentum as in Keras: v' = momentum v - lr g; w' = w + v', or w + momentum
 * v' - lr g if {@code nesterov}. w, v, g: one shape; lr: scalar -> w', v'.
 */
public record SgdUpdate(double momentum, boolean nesterov) implements Composite {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("sgd_update", in, 4);
    Rule.floating("sgd_update", in.get(0));
    return List.of(in.get(0), in.get(1));
  }

  @Override
  public List<Value> lower(List<Value> in) {
    Value step = in.get(2).times(in.get(3));
    Value v = in.get(1).times(momentum).minus(step);
    Value w = nesterov ? in.get(0).plus(v.times(momentum)).minus(step) : in.get(0).plus(v);
    return List.of(w, v);
  }
}
