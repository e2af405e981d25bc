package dev.lamina.training;

import dev.lamina.initializers.Initializer;
import dev.lamina.layers.Weight;
import dev.lamina.layers.WeightSpec;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Variables that belong to training and not to a layer: the optimizer's or the metrics'. Made when
 * a step graph first asks for them; every graph that asks again gets the same.
 */
public final class State {
  private final Map<String, Weight> all = new LinkedHashMap<>();

  synchronized Weight get(String path, TensorType type, double initial) {
    return get(path, path, () -> Tensor.full(type, initial));
  }

  /** {@code key}: unique, where the path is not. */
  synchronized Weight get(String key, String path, Supplier<Tensor> initial) {
    return all.computeIfAbsent(
        key,
        k -> {
          Tensor value = initial.get();
          Initializer fill = (s, d, x) -> value;
          WeightSpec spec = WeightSpec.state(path, value.shape(), fill).ofType(value.dtype());
          return new Weight(path, spec, value);
        });
  }

  synchronized Optional<Weight> find(String key) {
    return Optional.ofNullable(all.get(key));
  }

  /** All variables by their keys. */
  synchronized Map<String, Weight> named() {
    return new LinkedHashMap<>(all);
  }

  /** Sets the variables of these keys; others stay. */
  synchronized void set(Map<String, Tensor> values) {
    all.forEach(
        (key, w) -> {
          Tensor value = values.get(key);
          if (value != null) {
            w.set(value);
          }
        });
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
