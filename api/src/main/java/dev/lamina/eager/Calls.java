package dev.lamina.eager;

import dev.lamina.layers.Shared;
import dev.lamina.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Layers as operations; each is traced once per input types. */
final class Calls {
  private static final int MAX = 128;

  /** Frozen layers compute otherwise: they are part of the key. */
  private record Key(Object layer, boolean trainable, boolean training, List<TensorType> types) {}

  private final Map<Key, LayerOperation> all = new LinkedHashMap<>(16, 0.75f, true);

  LayerOperation of(Shared layer, boolean training, long seed, List<EagerTensor> inputs) {
    List<TensorType> types = inputs.stream().map(x -> x.tensor().type()).toList();
    // A model is itself wherever it is called; its record of layers has an identity of its own.
    Object identity = layer.layer() instanceof dev.lamina.Model m ? m : layer;
    var key = new Key(identity, layer.trainable(), training, types);
    LayerOperation known = all.get(key);
    if (known == null) {
      known = LayerOperation.trace(layer, training, seed, types);
      all.put(key, known);
      if (all.size() > MAX) {
        var eldest = all.entrySet().iterator();
        eldest.next();
        eldest.remove();
      }
    }
    return known;
  }

  static EagerTensor only(Shared layer, List<EagerTensor> out) {
    if (out.size() != 1) {
      throw new IllegalArgumentException(
          "%s: has %d outputs, use callAll".formatted(layer, out.size()));
    }
    return out.get(0);
  }
}
