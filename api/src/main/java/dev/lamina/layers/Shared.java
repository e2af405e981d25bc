package dev.lamina.layers;

import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer with an identity: one set of weights, however often it is called.
 *
 * <pre>{@code
 * var encoder = Shared.of(Dense.of(64, RELU));
 * var joined = Concatenate.of().on(encoder.on(a), encoder.on(b));
 * }</pre>
 */
public final class Shared {
  private final Configured layer;

  private Shared(Configured layer) {
    this.layer = layer;
  }

  public static Shared of(Layer layer) {
    return new Shared(Configured.of(layer));
  }

  /** The layer's own configuration. */
  public Layer layer() {
    return layer.layer();
  }

  /** The layer with its name and trainable flag. */
  public Configured configured() {
    return layer;
  }

  /** Calls the layer; it must have one output. */
  public SymbolicTensor on(SymbolicTensor... inputs) {
    List<SymbolicTensor> out = onAll(inputs);
    if (out.size() != 1) {
      throw new IllegalArgumentException(
          "%s: has %d outputs, use onAll".formatted(this, out.size()));
    }
    return out.get(0);
  }

  /** Calls the layer and returns all outputs. */
  public List<SymbolicTensor> onAll(SymbolicTensor... inputs) {
    return call(List.of(inputs)).outputs();
  }

  /**
   * Calls the layer. Output shapes come from writing the layer into two throw-away graphs whose
   * unknown dimensions differ: what differs in the outputs is unknown there too.
   */
  public LayerCall call(List<SymbolicTensor> inputs) {
    List<TensorType> first = Probe.outputs(this, inputs, Probe.FIRST);
    List<TensorType> second = Probe.outputs(this, inputs, Probe.SECOND);
    var types = new ArrayList<LayerCall.Output>();
    for (int i = 0; i < first.size(); i++) {
      types.add(
          new LayerCall.Output(
              SymbolicShape.merge(first.get(i).shape(), second.get(i).shape()),
              first.get(i).dtype()));
    }
    return new LayerCall(this, inputs, types);
  }

  /** The call that stands for an input of this type; for {@code Input} only. */
  public static LayerCall input(Layer input, SymbolicShape shape, dev.lamina.tensor.DType dtype) {
    return new LayerCall(of(input), List.of(), List.of(new LayerCall.Output(shape, dtype)));
  }

  @Override
  public String toString() {
    return layer
        .name()
        .map(n -> "'" + n + "' (" + layer.kerasName() + ")")
        .orElse(layer.kerasName());
  }
}
