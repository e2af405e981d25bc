package dev.lamina.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a layer is called on, where that is more than its inputs: masks and flags by name.
 *
 * <pre>{@code
 * attention.on(Arguments.of(query, value).with("attentionMask", mask).with("useCausalMask", true))
 * }</pre>
 *
 * <p>{@link Layer#signature} tells the names that a layer knows; they are Keras' in camelCase.
 *
 * @param tensors all tensors of the call, the inputs first
 */
public record Arguments(List<SymbolicTensor> tensors, CallForm form) {
  public Arguments {
    tensors = List.copyOf(tensors);
  }

  /** The inputs, in order. */
  public static Arguments of(SymbolicTensor... inputs) {
    return of(List.of(inputs));
  }

  public static Arguments of(List<? extends SymbolicTensor> inputs) {
    return new Arguments(List.copyOf(inputs), CallForm.of(inputs.size()));
  }

  /** Also passes a tensor by name. */
  public Arguments with(String name, SymbolicTensor tensor) {
    var all = new ArrayList<>(tensors);
    all.add(tensor);
    return new Arguments(
        all, form.with(name, new CallForm.Argument.Tensor(Optional.of(tensors.size()))));
  }

  /** Also passes a list of tensors by name: for {@code mask}, one for each input or empty. */
  public Arguments with(String name, List<Optional<SymbolicTensor>> list) {
    var all = new ArrayList<>(tensors);
    var indices = new ArrayList<Optional<Integer>>();
    for (Optional<SymbolicTensor> t : list) {
      indices.add(t.map(x -> all.size()));
      t.ifPresent(all::add);
    }
    return new Arguments(all, form.with(name, new CallForm.Argument.Tensors(indices)));
  }

  /** Also sets a flag. */
  public Arguments with(String name, boolean flag) {
    return new Arguments(tensors, form.with(name, new CallForm.Argument.Flag(flag)));
  }
}
