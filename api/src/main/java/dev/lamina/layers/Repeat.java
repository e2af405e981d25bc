package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import java.util.List;

/** Repeats every entry of the spatial axes. */
final class Repeat {
  private Repeat() {}

  static Value spatial(Scope scope, Layer layer, Value x, DataFormat format, List<Integer> times) {
    Spatial.check(scope, layer, format, x, times.size());
    int first = format == DataFormat.CHANNELS_LAST ? 1 : 2;
    Value y = x;
    for (int i = 0; i < times.size(); i++) {
      int axis = first + i;
      Shape apart = y.shape().insert(axis + 1, times.get(i));
      Shape joined = y.shape().with(axis, y.dim(axis) * times.get(i));
      y = y.expandDims(axis + 1).broadcastTo(apart).reshape(joined);
    }
    return y;
  }
}
