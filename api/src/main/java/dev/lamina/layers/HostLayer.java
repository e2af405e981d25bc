package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import java.util.List;

/**
 * A layer that can work on data in Java memory: strings or numbers in, a tensor out. It is used
 *
 * <ul>
 *   <li>alone: {@code Tensor ids = vectorizer.call("some text", "another")};
 *   <li>in a pipeline: {@code dataset.map(vectorizer::call)};
 *   <li>in a model, called on an {@code Input} or on other host layers: {@code fit} and {@code
 *       predict} then run it batch by batch, before the engine sees the data.
 * </ul>
 *
 * <p>Layers that learn from data have {@code adapt(data)}, which returns a new layer.
 */
public interface HostLayer extends Layer {
  /** The output for one tensor per input. The first axis is the sample. */
  Tensor call(List<Tensor> inputs);

  /** The output for one input. */
  default Tensor call(Tensor x) {
    return call(List.of(x));
  }

  /** The output for texts of shape [batch]. */
  default Tensor call(String... texts) {
    return call(Tensor.of(texts));
  }

  /** The output's shape; the batch is the first dimension of all shapes. */
  SymbolicShape hostShape(List<SymbolicShape> inputs);

  /** The output's elements. */
  DType hostType();

  /** Whether the layer can be part of a graph, too: then it runs on the host only if it must. */
  default boolean runsInGraph() {
    return false;
  }

  /** Layers that run on the host only never get here but for a mistake in the model. */
  @Override
  default Value apply(Scope scope, Value x) {
    throw new IllegalArgumentException(
        "%s (%s): runs on the host, before the network; expected it on an Input or behind other host layers, got it inside of the network"
            .formatted(scope.path(), kerasName()));
  }

  /** The only one of {@code inputs}; an exception that names the layer if there are others. */
  static Tensor only(HostLayer layer, List<Tensor> inputs) {
    Check.that(
        inputs.size() == 1, "%s: expected 1 input, got %d", layer.kerasName(), inputs.size());
    return inputs.get(0);
  }
}
