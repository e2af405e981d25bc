package dev.lamina.serialization.keras;

import dev.lamina.Model;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where Keras 3 keeps a model's values in {@code .weights.h5} and {@code .keras}: by the way to the
 * object that holds them, not by names. Layers of a model are {@code layers/} and their class with
 * a number that counts layers of this class: {@code layers/dense_1}; a layer's variables follow as
 * {@code vars/0}, {@code vars/1}, trained ones first; layers inside of a layer have the name of the
 * attribute that holds them: {@code layers/bidirectional/forward_layer/cell/vars/0}. The
 * optimizer's variables are {@code optimizer/vars/0}, ….
 *
 * <p>Operations of functional models are not counted. A layer that is met a second time, or a model
 * inside of a model, is stored where it was met first. Some values are stored twice, such as the
 * kernel in {@code SpectralNormalization}: both paths lead to one weight.
 */
public final class ObjectPaths {
  private ObjectPaths() {}

  /**
   * All values of a model by their paths, in the order in which Keras writes them; the optimizer's
   * if the model is compiled, its slots if they exist (see {@code Trainer.buildOptimizer}).
   */
  public static Map<String, StoredValue> of(Model model) {
    var walk = new ModelPaths();
    walk.add(model, "");
    var out = new LinkedHashMap<String, StoredValue>();
    walk.values().forEach(v -> out.put(v.path(), v));
    return Collections.unmodifiableMap(out);
  }
}
