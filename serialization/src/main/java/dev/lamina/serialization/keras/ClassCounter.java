package dev.lamina.serialization.keras;

import dev.lamina.serialization.KeyNames;
import java.util.HashMap;
import java.util.Map;

/** Keras' names of objects in a list: the class in snake case, from the second on with a number. */
final class ClassCounter {
  /** Classes whose name in Python is not that of Keras' API. */
  private static final Map<String, String> PYTHON_NAMES =
      Map.of("GroupQueryAttention", "GroupedQueryAttention");

  private final Map<String, Integer> used = new HashMap<>();

  /** {@code dense}, {@code dense_1}, … */
  String next(String className) {
    String name = KeyNames.ofClass(PYTHON_NAMES.getOrDefault(className, className));
    int before = used.merge(name, 1, Integer::sum) - 1;
    return before == 0 ? name : name + "_" + before;
  }
}
