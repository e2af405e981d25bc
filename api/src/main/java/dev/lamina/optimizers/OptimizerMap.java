package dev.lamina.optimizers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which optimizer updates which weight.
 *
 * @param defaultOptimizer of weights that no key fits
 * @param optimizerMap by the weight's path, or by a regular expression for the whole path
 */
public record OptimizerMap(Optimizer defaultOptimizer, Map<String, Optimizer> optimizerMap) {
  public OptimizerMap {
    optimizerMap = Collections.unmodifiableMap(new LinkedHashMap<>(optimizerMap));
    optimizerMap.values().forEach(OptimizerMap::check);
    check(defaultOptimizer);
  }

  private static void check(Optimizer o) {
    if (o instanceof LossScaleOptimizer || o instanceof MultiOptimizer) {
      throw new IllegalArgumentException(
          "OptimizerMap: expected plain optimizers, got " + o.kerasName());
    }
  }

  /** Position of the optimizer of a path among the map's values; their number for the default. */
  int find(String path) {
    List<String> keys = List.copyOf(optimizerMap.keySet());
    if (optimizerMap.containsKey(path)) {
      return keys.indexOf(path);
    }
    List<String> fitting = keys.stream().filter(k -> Pattern.matches(k, path)).toList();
    if (fitting.size() > 1) {
      throw new IllegalArgumentException(
          "OptimizerMap: several keys fit the weight %s: %s".formatted(path, fitting));
    }
    return fitting.isEmpty() ? keys.size() : keys.indexOf(fitting.get(0));
  }
}
