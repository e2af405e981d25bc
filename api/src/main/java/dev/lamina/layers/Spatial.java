package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** What convolutions, pooling, padding and the like share: axes order and window movement. */
final class Spatial {
  private Spatial() {}

  /** As [batch, spatial…, channels], which is what the ops take. */
  static Value toLast(DataFormat format, Value x) {
    if (format == DataFormat.CHANNELS_LAST || x.rank() < 3) {
      return x;
    }
    int n = x.rank();
    return x.transpose(
        IntStream.range(0, n).map(i -> i == 0 ? 0 : i == n - 1 ? 1 : i + 1).toArray());
  }

  /** Back from [batch, spatial…, channels]. */
  static Value fromLast(DataFormat format, Value y) {
    if (format == DataFormat.CHANNELS_LAST || y.rank() < 3) {
      return y;
    }
    int n = y.rank();
    return y.transpose(
        IntStream.range(0, n).map(i -> i == 0 ? 0 : i == 1 ? n - 1 : i - 1).toArray());
  }

  static void check(Scope scope, Layer layer, DataFormat format, Value x, int spatial) {
    String axes = spatial == 1 ? "steps" : spatial == 2 ? "rows, columns" : "planes, rows, columns";
    Check.rank(
        scope,
        layer,
        x,
        spatial + 2,
        format == DataFormat.CHANNELS_LAST
            ? "[batch, " + axes + ", channels]"
            : "[batch, channels, " + axes + "]");
  }

  /** The window's movement over x [batch, spatial…, channels], with padding in numbers. */
  static Window window(
      Value x, List<Integer> size, List<Integer> strides, List<Integer> dilation, Padding padding) {
    var lo = new ArrayList<Integer>();
    var hi = new ArrayList<Integer>();
    for (int i = 0; i < size.size(); i++) {
      int span = (size.get(i) - 1) * dilation.get(i) + 1;
      int total =
          switch (padding) {
            case VALID -> 0;
            case CAUSAL -> span - 1;
            case SAME -> {
              int in = x.dim(i + 1);
              int out = (in + strides.get(i) - 1) / strides.get(i);
              yield Math.max(0, (out - 1) * strides.get(i) + span - in);
            }
          };
      lo.add(padding == Padding.CAUSAL ? total : total / 2);
      hi.add(total - lo.get(i));
    }
    return new Window(strides, lo, hi, dilation);
  }

  static List<Integer> repeat(int value, int n) {
    return Collections.nCopies(n, value);
  }
}
