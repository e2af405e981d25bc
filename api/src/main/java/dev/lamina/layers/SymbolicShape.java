package dev.lamina.layers;

import dev.lamina.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A shape some of whose dimensions are known only at run time, printed as Keras does: {@code (None,
 * 28, 28, 1)}. The first dimension is the batch.
 */
public final class SymbolicShape {
  /** A dimension that is not known yet. */
  public static final int UNKNOWN = -1;

  private final int[] dims;

  private SymbolicShape(int[] dims) {
    for (int d : dims) {
      if (d < UNKNOWN) {
        throw new IllegalArgumentException(
            "shape: expected sizes >= 0, or -1 for unknown, got " + Arrays.toString(dims));
      }
    }
    this.dims = dims;
  }

  /** All dimensions, the batch first; -1 for unknown. */
  public static SymbolicShape of(int... dims) {
    return new SymbolicShape(dims.clone());
  }

  /** An unknown batch and these dimensions. */
  public static SymbolicShape batchOf(int... dims) {
    return new SymbolicShape(IntStream.concat(IntStream.of(UNKNOWN), IntStream.of(dims)).toArray());
  }

  /** Of two probes of one shape: what differs is unknown. */
  public static SymbolicShape merge(Shape a, Shape b) {
    if (a.rank() != b.rank()) {
      throw new IllegalArgumentException("shape: rank depends on the batch size: " + a + ", " + b);
    }
    return new SymbolicShape(
        IntStream.range(0, a.rank()).map(i -> a.dim(i) == b.dim(i) ? a.dim(i) : UNKNOWN).toArray());
  }

  public int rank() {
    return dims.length;
  }

  public int dim(int axis) {
    return dims[axis < 0 ? axis + dims.length : axis];
  }

  public int[] toArray() {
    return dims.clone();
  }

  /** With every unknown dimension set to {@code value}. */
  public Shape fill(int value) {
    return fill(value, value);
  }

  /** With an unknown batch set to one value and other unknown dimensions to another. */
  public Shape fill(int batch, int others) {
    int[] out = dims.clone();
    for (int i = 0; i < out.length; i++) {
      if (out[i] == UNKNOWN) {
        out[i] = i == 0 ? batch : others;
      }
    }
    return Shape.of(out);
  }

  /**
   * An unknown batch becomes that of the first of {@code others} that tells one: a model with a
   * stateful layer has one batch size, which not all of its inputs need to tell. A batch of 1 may
   * be there to be broadcast and tells nothing.
   */
  public SymbolicShape withBatchOf(List<SymbolicShape> others) {
    int[] out = dims.clone();
    if (out.length > 0 && out[0] == UNKNOWN) {
      out[0] =
          others.stream()
              .filter(s -> s.rank() > 0 && s.dim(0) > 1)
              .findFirst()
              .map(s -> s.dim(0))
              .orElse(UNKNOWN);
    }
    return new SymbolicShape(out);
  }

  /**
   * Whether a concrete shape fits, whatever its batch: only stateful layers depend on the batch
   * size, and they check it themselves.
   */
  public boolean accepts(Shape s) {
    return s.rank() == dims.length
        && IntStream.range(1, dims.length).allMatch(i -> dims[i] == UNKNOWN || dims[i] == s.dim(i));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof SymbolicShape s && Arrays.equals(dims, s.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** Python's form of a tuple, as in Keras' summary. */
  @Override
  public String toString() {
    return IntStream.of(dims)
        .mapToObj(d -> d == UNKNOWN ? "None" : Integer.toString(d))
        .collect(Collectors.joining(", ", "(", dims.length == 1 ? ",)" : ")"));
  }
}
