package dev.lamina.layers;

import dev.lamina.tensor.Tensor;
import java.util.List;

/**
 * A host layer that learns from data before it is used: a vocabulary, bins, a mean. Layers do not
 * change: {@code adapt} returns a new one, which forgets what it knew before.
 *
 * <pre>{@code
 * var vectorizer = TextVectorization.of(20_000).adapt(texts);
 * }</pre>
 */
public interface Adaptable extends HostLayer {
  /** The layer that has learned from data in several parts, such as files read one by one. */
  Adaptable adapt(Iterable<Tensor> parts);

  /** The layer that has learned from {@code data}; its first axis is the sample. */
  default Adaptable adapt(Tensor data) {
    return adapt(List.of(data));
  }
}
