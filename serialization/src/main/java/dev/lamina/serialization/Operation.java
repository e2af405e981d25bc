package dev.lamina.serialization;

import dev.lamina.layers.LayerCall;
import dev.lamina.layers.Shared;
import dev.lamina.layers.SymbolicTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What has an entry in a functional model's list of layers: a layer with one or more calls, or one
 * of the plain operations that compute masks.
 */
sealed interface Operation {
  String name();

  /** A layer; its calls in the order of their indices. */
  record OfLayer(Shared layer, String name, List<LayerCall> calls) implements Operation {
    OfLayer(Shared layer) {
      this(layer, layer.name().orElseThrow(), new ArrayList<>());
    }

    /** A layer is itself, whatever its record equals. */
    @Override
    public boolean equals(Object o) {
      return o instanceof OfLayer l && l.layer == layer;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(layer);
    }
  }

  /** A computed mask. */
  record Mask(String className, String name, List<Arg> args) implements Operation {
    @Override
    public boolean equals(Object o) {
      return o == this;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /** An argument of a mask operation: exactly one of a layer's output, a mask, a number. */
  record Arg(Optional<SymbolicTensor> tensor, Optional<Mask> mask, Optional<Number> number) {
    static Arg of(SymbolicTensor t) {
      return new Arg(Optional.of(t), Optional.empty(), Optional.empty());
    }

    static Arg of(Mask m) {
      return new Arg(Optional.empty(), Optional.of(m), Optional.empty());
    }

    static Arg of(Number n) {
      return new Arg(Optional.empty(), Optional.empty(), Optional.of(n));
    }
  }
}
