package dev.lamina.training;

import dev.lamina.graph.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The losses that a layer and the layers inside of it add, in the order in which Keras lists them:
 * its own, then those of the layers inside, the last one first.
 */
final class AddedLosses {
  private final List<Value> own = new ArrayList<>();
  private final Map<Object, AddedLosses> inside = new LinkedHashMap<>();

  void add(Value scalar) {
    own.add(scalar);
  }

  /** Those of a layer inside; {@code key}: tells it from others. */
  AddedLosses of(Object key) {
    return inside.computeIfAbsent(key, k -> new AddedLosses());
  }

  /** All of them; {@code layers}: the keys of the layers inside, in their order. */
  List<Value> all(List<?> layers) {
    var out = new ArrayList<>(own);
    layers.forEach(l -> of(l).collect(out));
    return out;
  }

  private void collect(List<Value> out) {
    out.addAll(own);
    var last = new ArrayList<>(inside.values());
    for (int i = last.size() - 1; i >= 0; i--) {
      last.get(i).collect(out);
    }
  }
}
