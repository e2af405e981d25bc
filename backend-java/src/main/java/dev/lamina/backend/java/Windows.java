package dev.lamina.backend.java;

import dev.lamina.graph.op.Window;
import dev.lamina.tensor.Shape;
import java.util.List;

/**
 * Where a moving window reads one image [spatial…, channels]: the flat spatial position under each
 * tap of each output position, or -1 for padding. Computed once per program.
 */
final class Windows {
  private final int positions;
  private final int taps;
  private final int[] source;

  /** {@code in}, {@code out}: spatial shapes. */
  Windows(Window window, List<Integer> size, Shape in, Shape out) {
    Shape tapShape = Shape.of(size);
    this.positions = out.intSize();
    this.taps = tapShape.intSize();
    this.source = new int[Math.multiplyExact(positions, taps)];
    int[] o = new int[out.rank()];
    int[] t = new int[out.rank()];
    for (int p = 0; p < positions; p++) {
      unravel(p, out, o);
      for (int k = 0; k < taps; k++) {
        unravel(k, tapShape, t);
        source[p * taps + k] = flat(window, in, o, t);
      }
    }
  }

  private static int flat(Window w, Shape in, int[] out, int[] tap) {
    int flat = 0;
    for (int a = 0; a < out.length; a++) {
      int i = out[a] * w.strides().get(a) + tap[a] * w.dilation().get(a) - w.padLo().get(a);
      if (i < 0 || i >= in.dim(a)) {
        return -1;
      }
      flat = flat * in.dim(a) + i;
    }
    return flat;
  }

  private static void unravel(int flat, Shape shape, int[] to) {
    int rest = flat;
    for (int a = to.length - 1; a >= 0; a--) {
      to[a] = rest % shape.dim(a);
      rest /= shape.dim(a);
    }
  }

  int positions() {
    return positions;
  }

  int taps() {
    return taps;
  }

  int source(int position, int tap) {
    return source[position * taps + tap];
  }

  /** The axes between batch and channels. */
  static Shape spatial(Shape s) {
    return s.range(1, s.rank() - 1);
  }
}
