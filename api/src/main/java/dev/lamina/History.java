package dev.lamina;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code fit} logged.
 *
 * @param epochs numbers of the epochs that were run, from 0
 * @param metrics values per log name, one per epoch: {@code loss}, {@code val_loss}, …
 * @param earlier where training went on from a checkpoint: the epochs before it
 */
public record History(
    List<Integer> epochs, Map<String, List<Double>> metrics, Optional<History> earlier) {
  public History {
    epochs = List.copyOf(epochs);
    var copy = new LinkedHashMap<String, List<Double>>();
    metrics.forEach((k, v) -> copy.put(k, Collections.unmodifiableList(new ArrayList<>(v))));
    metrics = Collections.unmodifiableMap(copy);
  }

  public History(List<Integer> epochs, Map<String, List<Double>> metrics) {
    this(epochs, metrics, Optional.empty());
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

  /** All epochs, those before an interruption first. */
  public History whole() {
    if (earlier.isEmpty()) {
      return this;
    }
    History before = earlier.get().whole();
    var numbers = new ArrayList<>(before.epochs);
    numbers.addAll(epochs);
    var all = new LinkedHashMap<String, List<Double>>();
    before.metrics.forEach((k, v) -> all.put(k, new ArrayList<>(v)));
    metrics.forEach((k, v) -> all.computeIfAbsent(k, x -> new ArrayList<>()).addAll(v));
    return new History(numbers, all);
  }
}
