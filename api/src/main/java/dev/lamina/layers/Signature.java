package dev.lamina.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names of what a layer can be called with: in Keras' order, in camelCase. Every layer can be
 * passed a {@code mask} and {@code training}.
 *
 * @param inputs the names of its inputs; the last one stands for all further ones
 * @param tensors what can be passed by name beside them
 * @param flags booleans that can be passed by name
 */
public record Signature(List<String> inputs, List<String> tensors, Set<String> flags) {
  public Signature {
    inputs = List.copyOf(inputs);
    tensors = List.copyOf(tensors);
    flags = Set.copyOf(flags);
  }

  /** Inputs, a mask, and whether it is training. */
  public static Signature of(String... inputs) {
    return new Signature(Arrays.asList(inputs), List.of("mask"), Set.of("training"));
  }

  /** Also takes tensors of these names, before {@code mask}. */
  public Signature tensors(String... names) {
    var all = new ArrayList<>(Arrays.asList(names));
    all.addAll(tensors);
    return new Signature(inputs, all, flags);
  }

  /** Also takes booleans of these names. */
  public Signature flags(String... names) {
    var all = new HashSet<>(flags);
    all.addAll(Arrays.asList(names));
    return new Signature(inputs, tensors, all);
  }

  /** Refuses arguments that the layer does not know. */
  void check(String layer, CallForm form) {
    for (Map.Entry<String, CallForm.Argument> e : form.named().entrySet()) {
      boolean flag = e.getValue() instanceof CallForm.Argument.Flag;
      Check.that(
          flag ? flags.contains(e.getKey()) : tensors.contains(e.getKey()),
          "%s: has no %s argument '%s'; it can be passed the tensors %s and the flags %s",
          layer,
          flag ? "boolean" : "tensor",
          e.getKey(),
          tensors,
          flags.stream().sorted().toList());
    }
  }
}
