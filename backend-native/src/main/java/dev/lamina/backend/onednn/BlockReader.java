package dev.lamina.backend.onednn;

import dev.lamina.tensor.Shape;
import java.util.Arrays;

/** Loads blocks of an operand as if it had been broadcast to a kernel's shape. */
final class BlockReader {
  private final View from;
  private final Register to;

  /**
   * The shape and the operand's strides over it, neighbouring axes joined where that is possible.
   */
  private final int[] dims;

  private final int[] strides;

  private BlockReader(View from, Register to, int[] dims, int[] strides) {
    this.from = from;
    this.to = to;
    this.dims = dims;
    this.strides = strides;
  }

  static BlockReader of(View from, Shape operand, Shape whole, Register to) {
    int[] dims = new int[whole.rank()];
    int[] strides = new int[whole.rank()];
    int lead = whole.rank() - operand.rank();
    int[] own = operand.strides();
    int n = 0;
    for (int a = 0; a < whole.rank(); a++) {
      int d = whole.dim(a);
      if (d == 1) {
        continue;
      }
      int s = a < lead || operand.dim(a - lead) == 1 ? 0 : own[a - lead];
      if (n > 0 && strides[n - 1] == s * d) {
        dims[n - 1] *= d;
        strides[n - 1] = s;
      } else {
        dims[n] = d;
        strides[n] = s;
        n++;
      }
    }
    if (n == 0) {
      return new BlockReader(from, to, new int[] {1}, new int[] {1});
    }
    return new BlockReader(from, to, Arrays.copyOf(dims, n), Arrays.copyOf(strides, n));
  }

  /** Whether all blocks are the same. */
  boolean isUniform() {
    return dims.length == 1 && strides[0] == 0;
  }

  /** Loads elements {@code [start, start + n)} of the broadcast operand. */
  void read(int start, int n) {
    int last = dims.length - 1;
    if (last == 0) {
      segment(start * strides[0], strides[0], 0, n);
      return;
    }
    int done = 0;
    while (done < n) {
      int row = (start + done) / dims[last];
      int column = (start + done) % dims[last];
      int at = column * strides[last];
      for (int a = last - 1; a >= 0; a--) {
        at += row % dims[a] * strides[a];
        row /= dims[a];
      }
      int length = Math.min(n - done, dims[last] - column);
      segment(at, strides[last], done, length);
      done += length;
    }
  }

  private void segment(int at, int stride, int into, int n) {
    if (stride == 0) {
      fill(at, into, n);
      return;
    }
    switch (to.dtype()) {
      case FLOAT32 -> from.floats().get(at, to.floats(), into, n);
      case INT64 -> from.longs().get(at, to.longs(), into, n);
      case BOOL -> {
        for (int i = 0; i < n; i++) {
          to.floats()[into + i] = from.bytes().get(at + i);
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          to.longs()[into + i] = from.integer(at + i);
        }
      }
    }
  }

  private void fill(int at, int into, int n) {
    switch (to.dtype()) {
      case FLOAT32 -> Arrays.fill(to.floats(), into, into + n, from.floats().get(at));
      case BOOL -> Arrays.fill(to.floats(), into, into + n, from.bytes().get(at));
      default -> Arrays.fill(to.longs(), into, into + n, from.integer(at));
    }
  }
}
