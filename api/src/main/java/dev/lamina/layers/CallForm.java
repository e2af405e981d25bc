package dev.lamina.layers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the tensors of one call of a layer are passed: the inputs come first, then what the call
 * passes by name, such as masks. Flags hold no tensors.
 *
 * @param inputs how many of the tensors are inputs
 * @param positional how many inputs stand without a name in Keras' files; the others are written as
 *     {@code name=tensor}
 * @param named arguments beside the inputs by name, in the order of the call
 */
public record CallForm(int inputs, int positional, Map<String, Argument> named) {
  /** An argument that is passed by name. */
  public sealed interface Argument {
    /** Its tensors among all of the call. */
    <T> List<T> of(List<T> tensors);

    /** A boolean. */
    record Flag(boolean value) implements Argument {
      @Override
      public <T> List<T> of(List<T> tensors) {
        return List.of();
      }
    }

    /** One tensor, the {@code index}-th of the call; empty for Python's None. */
    record Tensor(Optional<Integer> index) implements Argument {
      @Override
      public <T> List<T> of(List<T> tensors) {
        return index.stream().map(tensors::get).toList();
      }
    }

    /** A list of tensors, of which some may be None. */
    record Tensors(List<Optional<Integer>> indices) implements Argument {
      public Tensors {
        indices = List.copyOf(indices);
      }

      @Override
      public <T> List<T> of(List<T> tensors) {
        return indices.stream().flatMap(Optional::stream).map(tensors::get).toList();
      }
    }
  }

  public CallForm {
    named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
  }

  /** Inputs only. */
  public static CallForm of(int inputs) {
    return new CallForm(inputs, inputs, Map.of());
  }

  CallForm with(String name, Argument argument) {
    if (named.containsKey(name)) {
      throw new IllegalArgumentException("call: argument '%s' is given twice".formatted(name));
    }
    var more = new LinkedHashMap<>(named);
    more.put(name, argument);
    return new CallForm(inputs, positional, more);
  }

  /** Whether the flag {@code name} is set. */
  public boolean flag(String name) {
    return named.get(name) instanceof Argument.Flag f && f.value();
  }

  /**
   * The tensor {@code name}, or the {@code i}-th of a list of that name, if the call passes it.
   *
   * @param tensors all tensors of the call
   */
  public <T> Optional<T> tensor(String name, int i, List<T> tensors) {
    Argument a = named.get(name);
    Optional<Integer> index = Optional.empty();
    if (a instanceof Argument.Tensor t && i == 0) {
      index = t.index();
    } else if (a instanceof Argument.Tensors list && i < list.indices().size()) {
      index = list.indices().get(i);
    }
    return index.map(tensors::get);
  }

  /** The inputs among all tensors of the call. */
  public <T> List<T> inputs(List<T> tensors) {
    return tensors.subList(0, inputs);
  }

  /** The masks of the inputs: those that the call passes as {@code mask}, else their own. */
  public <T> List<Optional<T>> masks(List<T> tensors, List<Optional<T>> own) {
    var out = new ArrayList<Optional<T>>();
    for (int i = 0; i < inputs; i++) {
      Optional<T> given = tensor("mask", i, tensors);
      out.add(given.isPresent() ? given : own.get(i));
    }
    return List.copyOf(out);
  }
}
