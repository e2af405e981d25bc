package dev.lamina.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Static tensor shape, printed as {@code [32, 128]}. Dimensions are zero or more; axes may be given
 * from the end as negative numbers wherever a method takes an axis.
 */
public final class Shape {
  private final int[] dims;

  private Shape(int[] dims) {
    for (int d : dims) {
      if (d < 0) {
        throw new IllegalArgumentException(
            "shape: every dimension must be >= 0, got " + Arrays.toString(dims));
      }
    }
    this.dims = dims;
  }

  public static Shape of(int... dims) {
    return new Shape(dims.clone());
  }

  public static Shape of(List<Integer> dims) {
    return new Shape(dims.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The shape of a scalar, {@code []}. */
  public static Shape scalar() {
    return new Shape(new int[0]);
  }

  public int rank() {
    return dims.length;
  }

  /** Size of one axis; negative axes count from the end. */
  public int dim(int axis) {
    return dims[axis(axis)];
  }

  /** {@code axis} as a number in {@code [0, rank)}, or an exception naming both. */
  public int axis(int axis) {
    if (axis < -dims.length || axis >= dims.length) {
      throw new IllegalArgumentException(
          "axis: expected one in [%d, %d) for shape %s, got %d"
              .formatted(-dims.length, dims.length, this, axis));
    }
    return axis < 0 ? axis + dims.length : axis;
  }

  /** Number of elements; an exception when it does not fit in 63 bits. */
  public long size() {
    long n = 1;
    for (int d : dims) {
      n = Math.multiplyExact(n, (long) d);
    }
    return n;
  }

  /** Number of elements as an int, for code that works on Java arrays. */
  public int intSize() {
    return Math.toIntExact(size());
  }

  public int[] toArray() {
    return dims.clone();
  }

  public List<Integer> toList() {
    return IntStream.of(dims).boxed().toList();
  }

  /** Row-major strides in elements. */
  public int[] strides() {
    int[] s = new int[dims.length];
    long n = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      s[i] = Math.toIntExact(n);
      n *= dims[i];
    }
    return s;
  }

  public Shape with(int axis, int dim) {
    int[] d = dims.clone();
    d[axis(axis)] = dim;
    return new Shape(d);
  }

  public Shape without(int axis) {
    int a = axis(axis);
    return new Shape(
        IntStream.range(0, dims.length).filter(i -> i != a).map(i -> dims[i]).toArray());
  }

  /** Inserts an axis of the given size so that it becomes axis {@code at} of the result. */
  public Shape insert(int at, int dim) {
    int a = at < 0 ? at + dims.length + 1 : at;
    int[] d = new int[dims.length + 1];
    for (int i = 0; i < d.length; i++) {
      d[i] = i < a ? dims[i] : i == a ? dim : dims[i - 1];
    }
    return new Shape(d);
  }

  /** The axes {@code [from, to)} as a shape of their own. */
  public Shape range(int from, int to) {
    return new Shape(Arrays.copyOfRange(dims, from, to));
  }

  public Shape concat(Shape tail) {
    return new Shape(IntStream.concat(IntStream.of(dims), IntStream.of(tail.dims)).toArray());
  }

  /** NumPy broadcasting of two shapes; {@code op} names the operation in the error. */
  public static Shape broadcast(String op, Shape a, Shape b) {
    int n = Math.max(a.rank(), b.rank());
    int[] out = new int[n];
    for (int i = 0; i < n; i++) {
      int x = i < n - a.rank() ? 1 : a.dims[i - n + a.rank()];
      int y = i < n - b.rank() ? 1 : b.dims[i - n + b.rank()];
      if (x != y && x != 1 && y != 1) {
        throw new IllegalArgumentException(
            "%s: cannot broadcast %s with %s (axis %d: %d vs %d)".formatted(op, a, b, i - n, x, y));
      }
      out[i] = x == 1 ? y : x;
    }
    return new Shape(out);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Shape s && Arrays.equals(dims, s.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  @Override
  public String toString() {
    return IntStream.of(dims)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
