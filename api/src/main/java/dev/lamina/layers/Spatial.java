package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.Window;
import dev.lamina.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What convolutions, pooling, padding and the like share, layers and operations: axes order and
 * window movement.
 */
public final class Spatial {
  private Spatial() {}

  /** Only convolutions in one dimension look back in time. */
  public static void notCausal(String where, Padding padding) {
    Check.that(padding != Padding.CAUSAL, "%s: padding must be valid or same, got causal", where);
  }

  /** As [batch, spatial…, channels], which is what the ops take. */
  public static Value toLast(DataFormat format, Value x) {
    if (format == DataFormat.CHANNELS_LAST || x.rank() < 3) {
      return x;
    }
    int n = x.rank();
    return x.transpose(
        IntStream.range(0, n).map(i -> i == 0 ? 0 : i == n - 1 ? 1 : i + 1).toArray());
  }

  /** Back from [batch, spatial…, channels]. */
  public static Value fromLast(DataFormat format, Value y) {
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
  public static Window window(
      Value x, List<Integer> size, List<Integer> strides, List<Integer> dilation, Padding padding) {
    var lo = new ArrayList<Integer>();
    var hi = new ArrayList<Integer>();
    for (int i = 0; i < size.size(); i++) {
      long span = (size.get(i) - 1L) * dilation.get(i) + 1;
      long total =
          switch (padding) {
            case VALID -> 0;
            case CAUSAL -> span - 1;
            case SAME -> {
              int in = x.dim(i + 1);
              long out = ((long) in + strides.get(i) - 1) / strides.get(i);
              yield Math.max(0, (out - 1) * strides.get(i) + span - in);
            }
          };
      Check.that(
          total <= Integer.MAX_VALUE,
          "a window of %s with dilation %s is too large to be padded",
          size,
          dilation);
      lo.add((int) (padding == Padding.CAUSAL ? total : total / 2));
      hi.add((int) total - lo.get(i));
    }
    return new Window(strides, lo, hi, dilation);
  }

  /** The size of a spatial axis of a transposed convolution's output, by Keras' rule. */
  public static int transposed(
      int in, int size, int stride, int dilation, Padding padding, Optional<Integer> more) {
    long span = (size - 1L) * dilation + 1;
    boolean same = padding == Padding.SAME;
    long out =
        more.isEmpty()
            ? (same ? (long) in * stride : (in - 1L) * stride + Math.max(span, stride))
            : (in - 1L) * stride + (same ? span % 2 : span) + more.get();
    Check.that(
        out >= 0 && out <= Integer.MAX_VALUE,
        "a transposed convolution of %d entries with strides of %d has no size that is possible:"
            + " %d",
        in,
        stride,
        out);
    return (int) out;
  }

  /**
   * A depthwise convolution: a grouped one with one group per channel; kernel: [window…, in, n].
   */
  public static Value depthwise(Window window, Value x, Value kernel) {
    int in = x.dim(-1);
    Shape grouped =
        kernel.shape().range(0, kernel.rank() - 2).concat(Shape.of(1, in * kernel.dim(-1)));
    return Value.of(new Conv(window, in), x, kernel.reshape(grouped));
  }

  static List<Integer> repeat(int value, int n) {
    return Collections.nCopies(n, value);
  }
}
