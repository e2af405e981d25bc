package dev.lamina;

import dev.lamina.layers.Configured;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Shared;
import dev.lamina.layers.SymbolicTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes models that are a chain of layers, each with one input and one output.
 *
 * <pre>{@code
 * var model = Sequential.of(Input.of(784), Dense.of(128, RELU), Dense.of(10, SOFTMAX));
 * }</pre>
 */
public final class Sequential {
  private Sequential() {}

  /** A chain; without an {@link Input} in front, weights are made when the first data comes. */
  public static Model of(Layer... layers) {
    return named("sequential", layers);
  }

  public static Model named(String name, Layer... layers) {
    return of(name, List.of(layers).stream().map(Sequential::shared).toList());
  }

  private static Object shared(Layer l) {
    return l instanceof Input ? l : Shared.of(l);
  }

  /** A chain of layers that have an identity already; the first entry may be an {@link Input}. */
  public static Model of(String name, List<?> entries) {
    Optional<SymbolicTensor> input = Optional.empty();
    var shared = new ArrayList<Shared>();
    for (int i = 0; i < entries.size(); i++) {
      Object e = entries.get(i);
      if (e instanceof Input in) {
        if (i > 0) {
          throw new IllegalArgumentException(
              "Sequential: Input must come first, got it at position " + i);
        }
        input = Optional.of(in);
      } else if (e instanceof Shared s) {
        shared.add(s);
      } else {
        throw new IllegalArgumentException("Sequential: expected layers, got " + e);
      }
    }
    if (shared.isEmpty()) {
      throw new IllegalArgumentException("Sequential: expected at least one layer, got none");
    }
    if (input.isEmpty()) {
      input = inputOf(shared.get(0).configured());
    }
    return new Model(name, new Topology.Chain(input, shared));
  }

  /** A model in front brings its input's type along. */
  private static Optional<SymbolicTensor> inputOf(Configured first) {
    if (first.layer() instanceof Model m && m.topology().network().isPresent()) {
      SymbolicTensor in = m.topology().network().get().inputs().get(0);
      return Optional.of(Input.ofBatch(in.shape(), in.dtype(), Optional.empty()));
    }
    return Optional.empty();
  }
}
