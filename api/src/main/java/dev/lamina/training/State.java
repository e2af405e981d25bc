package dev.lamina.training;

import dev.lamina.initializers.Initializer;
import dev.lamina.layers.Weight;
import dev.lamina.layers.WeightSpec;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Variables that belong to training and not to a layer: the optimizer's or the metrics'. Made when
 * a step graph first asks for them; every graph that asks again gets the same.
 */
public final class State {
  private final Map<String, Weight> all = new LinkedHashMap<>();

  synchronized Weight get(String path, TensorType type, double initial) {
    return all.computeIfAbsent(
        path,
        p -> {
          Initializer fill = (s, d, k) -> Tensor.full(new TensorType(d, s), initial);
          WeightSpec spec = WeightSpec.state(p, type.shape(), fill).ofType(type.dtype());
          return new Weight(p, spec, Tensor.full(type, initial));
        });
  }

  Weight scalar(String path, DType dtype, double initial) {
    return get(path, new TensorType(dtype, Shape.scalar()), initial);
  }

  /** All variables in the order in which they were made. */
  public synchronized List<Weight> weights() {
    return List.copyOf(all.values());
  }

  /** Sets every variable to its initial value. */
  synchronized void reset() {
    all.values()
        .forEach(w -> w.set(w.spec().initializer().init(w.spec().shape(), w.spec().dtype(), 0)));
  }
}
