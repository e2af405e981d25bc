package dev.lamina.backend.onednn;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.Arrays;

/**
 * Layouts of values whose last axis is the channels, in the library's order of axes (channels
 * second).
 */
final class Channels {
  private Channels() {}

  /** [batch, spatial…, channels] as it is in memory, as axes (batch, channels, spatial…). */
  static Descriptor plain(Shape x, Emission e) {
    return e.handles().strided(DType.FLOAT32, second(Handles.dims(x)), second(strides(x)));
  }

  /** The sizes with the channels second. */
  static long[] dims(Shape x) {
    return second(Handles.dims(x));
  }

  /** One number per channel, or one for all, as an operand of the same rank. */
  static Descriptor broadcast(Shape operand, int rank, Emission e) {
    long[] dims = new long[rank];
    Arrays.fill(dims, 1);
    dims[1] = operand.size();
    return e.handles().dense(dims);
  }

  private static long[] strides(Shape x) {
    return Handles.strides(Handles.dims(x));
  }

  private static long[] second(long[] last) {
    int n = last.length;
    long[] out = new long[n];
    out[0] = last[0];
    out[1] = last[n - 1];
    System.arraycopy(last, 1, out, 2, n - 2);
    return out;
  }
}
