package dev.lamina.serialization;

import dev.lamina.layers.LayerCall;
import dev.lamina.layers.Shared;
import java.util.List;

/** An entry in a functional model's list of layers; its calls in the order of their indices. */
record Entry(Shared layer, List<LayerCall> calls) {
  String name() {
    return layer.name().orElseThrow();
  }
}
