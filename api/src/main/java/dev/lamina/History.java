package dev.lamina;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code fit} logged.
 *
 * @param epochs numbers of the epochs that were run, from 0
 * @param metrics values per log name, one per epoch: {@code loss}, {@code val_loss}, …
 */
public record History(List<Integer> epochs, Map<String, List<Double>> metrics) {
  public History {
    epochs = List.copyOf(epochs);
    var copy = new LinkedHashMap<String, List<Double>>();
    metrics.forEach((k, v) -> copy.put(k, Collections.unmodifiableList(new ArrayList<>(v))));
    metrics = Collections.unmodifiableMap(copy);
  }

  /** The values of one log. */
  public List<Double> get(String name) {
    List<Double> values = metrics.get(name);
    if (values == null) {
      throw new IllegalArgumentException(
          "history: no '%s', known are %s".formatted(name, metrics.keySet()));
    }
    return values;
  }

  /** The last value of one log. */
  public double last(String name) {
    List<Double> values = get(name);
    return values.get(values.size() - 1);
  }
}
