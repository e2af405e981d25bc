package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import dev.lamina.ops.Promotion;
import java.util.stream.IntStream;

/** What pooling over all spatial axes shares. */
interface GlobalPooling extends Layer {
  DataFormat dataFormat();

  boolean keepdims();

  /** Reduces the spatial axes by {@code kind}. */
  default Value pool(Scope scope, Value x, int spatial, Reduce.Kind kind) {
    Spatial.check(scope, this, dataFormat(), x, spatial);
    // A mean of whole numbers is none.
    Value numbers = kind == Reduce.Kind.MEAN ? Promotion.floating(x) : x;
    return numbers.reduce(kind, keepdims(), axes(spatial));
  }

  /** The spatial axes. */
  default int[] axes(int spatial) {
    int first = dataFormat() == DataFormat.CHANNELS_LAST ? 1 : 2;
    return IntStream.range(first, first + spatial).toArray();
  }
}
