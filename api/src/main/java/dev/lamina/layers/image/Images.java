package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Scope;
import dev.lamina.tensor.DType;
import java.util.List;

/** What layers of images share: axes, dtypes and the range of values. */
final class Images {
  private Images() {}

  /** Refuses what is no batch of images. */
  static void check(Scope scope, Layer layer, DataFormat format, Value x) {
    if (x.rank() != 4) {
      String axes =
          format == DataFormat.CHANNELS_LAST
              ? "[batch, rows, columns, channels]"
              : "[batch, channels, rows, columns]";
      throw new IllegalArgumentException(
          "%s (%s): expected images %s, got shape %s; put the batch in front, Reshape them first"
              .formatted(scope.path(), layer.kerasName(), axes, x.shape()));
    }
  }

  /** Images as floats; integers become float32. */
  static Value floating(Scope scope, Layer layer, DataFormat format, Value x) {
    check(scope, layer, format, x);
    return x.dtype().isFloating() ? x : x.cast(DType.FLOAT32);
  }

  static Value toLast(DataFormat format, Value x) {
    return format == DataFormat.CHANNELS_LAST ? x : x.transpose(0, 2, 3, 1);
  }

  static Value fromLast(DataFormat format, Value y) {
    return format == DataFormat.CHANNELS_LAST ? y : y.transpose(0, 3, 1, 2);
  }

  /** From one range of values into another. */
  static Value range(Value x, List<Double> from, List<Double> to) {
    if (from.equals(to)) {
      return x;
    }
    return x.minus(from.get(0))
        .div(from.get(1) - from.get(0))
        .times(to.get(1) - to.get(0))
        .plus(to.get(0));
  }

  /** Limited to a range of values. */
  static Value clip(Value x, List<Double> range) {
    return x.clip(range.get(0), range.get(1));
  }
}
