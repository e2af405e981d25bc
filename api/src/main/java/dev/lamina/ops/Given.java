package dev.lamina.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which of its optional tensors a call has, by Keras' names and in their order behind the others.
 * In files this is what stands among the arguments of the call.
 */
public record Given(List<String> names) {
  public Given {
    names = List.copyOf(names);
  }

  public static Given of(String... names) {
    return new Given(List.of(names));
  }

  /**
   * The names of those that are present.
   *
   * @param tensors in the order of the names
   */
  static Given of(List<String> names, List<? extends Optional<?>> tensors) {
    var out = new ArrayList<String>();
    for (int i = 0; i < names.size(); i++) {
      if (tensors.get(i).isPresent()) {
        out.add(names.get(i));
      }
    }
    return new Given(out);
  }

  /**
   * The tensor of this name.
   *
   * @param inputs of the call
   * @param required how many stand before the optional ones
   */
  <T> Optional<T> find(String name, List<T> inputs, int required) {
    int at = names.indexOf(name);
    return at < 0 || required + at >= inputs.size()
        ? Optional.empty()
        : Optional.of(inputs.get(required + at));
  }
}
