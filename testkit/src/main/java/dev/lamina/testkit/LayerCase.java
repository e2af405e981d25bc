package dev.lamina.testkit;

import dev.lamina.layers.Layer;
import dev.lamina.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A layer with options and the inputs it is tried on: a line of {@link LayerTable}.
 *
 * @param inputs the batch first; floating ones are written as float32
 * @param flags that the call sets, see {@code Signature}
 * @param modes in which finite differences must agree with the gradient of all floating outputs and
 *     added losses with respect to floating inputs and weights
 */
public record LayerCase(Layer layer, List<Arg> inputs, List<String> flags, Set<Mode> modes) {
  /** How a layer is called. */
  public enum Mode {
    INFERENCE,
    TRAINING
  }

  public LayerCase {
    inputs = List.copyOf(inputs);
    flags = List.copyOf(flags);
    modes = Set.copyOf(modes);
  }

  /** A layer that can be differentiated in both modes. */
  public static LayerCase of(Layer layer, Arg... inputs) {
    return new LayerCase(
        layer, Arrays.asList(inputs), List.of(), Set.of(Mode.INFERENCE, Mode.TRAINING));
  }

  /** The same on one float input of this shape. */
  public static LayerCase of(Layer layer, int... dims) {
    return of(layer, Arg.real(dims));
  }

  /** The same on integers in [0, below). */
  public static LayerCase ofIntegers(Layer layer, int below, int... dims) {
    return of(layer, Arg.of(DType.INT32, 0, below, dims));
  }

  /** Only values count: the layer has no gradient, or not one of finite differences. */
  public LayerCase plain() {
    return new LayerCase(layer, inputs, flags, Set.of());
  }

  /** What training does cannot be differentiated numerically. */
  public LayerCase inferenceOnly() {
    return new LayerCase(layer, inputs, flags, Set.of(Mode.INFERENCE));
  }

  /** The call also sets a flag. */
  public LayerCase flag(String name) {
    var more = new ArrayList<>(flags);
    more.add(name);
    return new LayerCase(layer, inputs, more, modes);
  }

  @Override
  public String toString() {
    return "%s on %s%s"
        .formatted(
            layer, inputs.stream().map(Arg::type).toList(), flags.isEmpty() ? "" : " " + flags);
  }
}
