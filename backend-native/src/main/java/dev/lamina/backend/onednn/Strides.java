package dev.lamina.backend.onednn;

import dev.lamina.tensor.Shape;
import java.util.Arrays;

/**
 * A region that two operands step through: axes of size one are dropped, neighbours through which
 * both step evenly are joined.
 */
final class Strides {
  private final int[] dims;
  private final int[] from;
  private final int[] to;

  Strides(Shape shape, int[] from, int[] to) {
    int[] d = new int[shape.rank()];
    int[] f = new int[d.length];
    int[] t = new int[d.length];
    int n = 0;
    for (int a = 0; a < d.length; a++) {
      int size = shape.dim(a);
      if (size == 1) {
        continue;
      }
      if (n > 0 && f[n - 1] == from[a] * size && t[n - 1] == to[a] * size) {
        n--;
        size *= d[n];
      }
      d[n] = size;
      f[n] = from[a];
      t[n] = to[a];
      n++;
    }
    if (n == 0) {
      d = new int[] {1};
      f = new int[] {1};
      t = new int[] {1};
      n = 1;
    }
    this.dims = Arrays.copyOf(d, n);
    this.from = Arrays.copyOf(f, n);
    this.to = Arrays.copyOf(t, n);
  }

  int rank() {
    return dims.length;
  }

  int dim(int axis) {
    return dims[axis];
  }

  int from(int axis) {
    return from[axis];
  }

  int to(int axis) {
    return to[axis];
  }

  long[] dims() {
    return Arrays.stream(dims).asLongStream().toArray();
  }

  long[] from() {
    return Arrays.stream(from).asLongStream().toArray();
  }

  long[] to() {
    return Arrays.stream(to).asLongStream().toArray();
  }

  /** The number of steps through all axes but the last. */
  int rows() {
    int n = 1;
    for (int a = 0; a < dims.length - 1; a++) {
      n *= dims[a];
    }
    return n;
  }

  int fromOfRow(int row) {
    return offset(row, from);
  }

  int toOfRow(int row) {
    return offset(row, to);
  }

  private int offset(int row, int[] strides) {
    int at = 0;
    int rest = row;
    for (int a = dims.length - 2; a >= 0; a--) {
      at += rest % dims[a] * strides[a];
      rest /= dims[a];
    }
    return at;
  }
}
