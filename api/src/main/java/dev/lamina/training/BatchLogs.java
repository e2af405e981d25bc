package dev.lamina.training;

import dev.lamina.tensor.Tensor;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The logs of one batch, made when a callback looks at them: most callbacks only want epochs, and a
 * small model's step is not much longer than making a map.
 */
final class BatchLogs extends AbstractMap<String, Double> {
  private final List<String> names;
  private final List<Tensor> values;
  private Map<String, Double> made = Map.of();

  BatchLogs(List<String> names, List<Tensor> values) {
    this.names = names;
    this.values = values;
  }

  /** One entry per number; the elements of a vector are numbered. */
  static Map<String, Double> of(List<String> names, List<Tensor> values) {
    var out = new LinkedHashMap<String, Double>();
    for (int i = 0; i < names.size(); i++) {
      Tensor v = values.get(i);
      if (v.size() == 1) {
        out.put(names.get(i), v.getDouble(0));
      } else {
        for (int k = 0; k < v.size(); k++) {
          out.put(names.get(i) + "_" + k, v.getDouble(k));
        }
      }
    }
    return out;
  }

  @Override
  public Set<Entry<String, Double>> entrySet() {
    if (made.isEmpty()) {
      made = Collections.unmodifiableMap(of(names, values));
    }
    return made.entrySet();
  }
}
