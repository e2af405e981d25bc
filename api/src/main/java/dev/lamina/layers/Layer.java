package dev.lamina.layers;

import dev.lamina.graph.Value;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A layer: immutable configuration that writes itself into a graph. Implement as a record whose
 * components are Keras' config keys in camelCase: equality, {@code summary()} and the saved form
 * follow from them.
 *
 * <p>A record has no identity: each call of a layer makes weights of its own. To call one set of
 * weights several times, use {@link Shared}.
 */
public interface Layer {
  /** Writes the layer into the graph. Shapes are known; x: [batch, …]. */
  Value apply(Scope scope, Value x);

  /**
   * The general form for several inputs or outputs; by default {@link #apply} of the only input.
   */
  default List<Value> call(Scope scope, List<Value> inputs) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "%s (%s): expected 1 input, got %d".formatted(scope.path(), kerasName(), inputs.size()));
    }
    return List.of(apply(scope, inputs.get(0)));
  }

  /** The class name in Keras' files and, in snake case, in weight paths. */
  default String kerasName() {
    return getClass().getSimpleName();
  }

  /** What the layer can be called with beside its inputs. */
  default Signature signature() {
    return Signature.of("inputs");
  }

  /** What the layer's dtype policy applies to. */
  default Autocast autocast() {
    return Autocast.ALL;
  }

  /** Whether a mask passes through the layer. A layer that does not support masks drops them. */
  default boolean supportsMasking() {
    return false;
  }

  /** The outputs' masks. By default the first input's mask, if the layer supports masking. */
  default List<Optional<Value>> computeMasks(Scope scope, List<Value> inputs, List<Value> outputs) {
    Optional<Value> mask = supportsMasking() ? scope.mask(0) : Optional.empty();
    return Collections.nCopies(outputs.size(), mask);
  }

  /**
   * Where Keras lists a weight: 0 among the layer's own trained ones, 1 among its others, 2 among
   * those of layers inside.
   *
   * @param name below the layer: {@code kernel}, {@code cell/kernel}
   */
  default int weightGroup(String name, boolean trainable) {
    return name.contains("/") ? 2 : trainable ? 0 : 1;
  }

  /** Calls the layer on symbolic values, with weights of its own: builds functional models. */
  default SymbolicTensor on(SymbolicTensor... inputs) {
    return Shared.of(this).on(inputs);
  }

  /** Like {@link #on}, passing masks or flags by name. */
  default SymbolicTensor on(Arguments arguments) {
    return Shared.of(this).on(arguments);
  }

  /** Like {@link #on}, for layers with several outputs. */
  default List<SymbolicTensor> onAll(SymbolicTensor... inputs) {
    return Shared.of(this).onAll(inputs);
  }

  /** Like {@link #on}, for layers with several outputs. */
  default List<SymbolicTensor> onAll(Arguments arguments) {
    return Shared.of(this).call(arguments).outputs();
  }

  /** The same layer with a name of its own, which appears in summary, weight paths and files. */
  default Layer named(String name) {
    return new Configured(this, Optional.of(name), true);
  }

  /** The same layer with its weights kept from training. */
  default Layer frozen() {
    return new Configured(this, Optional.empty(), false);
  }

  /** The same layer with a dtype policy of its own, such as {@code mixed_bfloat16}. */
  default Layer dtype(String policy) {
    return dtype(DTypePolicy.of(policy));
  }

  /** The same layer with a dtype policy of its own. */
  default Layer dtype(DTypePolicy policy) {
    return new Configured(this, Optional.empty(), true, Optional.of(policy));
  }
}
