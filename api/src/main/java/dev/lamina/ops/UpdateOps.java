package dev.lamina.ops;

import dev.lamina.graph.Operand;
import dev.lamina.tensor.DType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Blocks and places of tensors that are read or replaced, and what else NumPy has for tensors; part
 * of {@link Ops}.
 */
abstract class UpdateOps extends NeuralOps {
  UpdateOps() {}

  /** The block of a shape that begins at a constant start; -1: all that is behind it. */
  public static <T extends Operand<T>> T slice(T x, List<Integer> start, List<Integer> shape) {
    return one(new Updating.Slice(shape, Optional.of(Ints.list(start))), x);
  }

  /**
   * The block of a shape that begins at a start that may be computed: whole numbers [rank of x]. It
   * is moved so that the block fits.
   */
  public static <T extends Operand<T>> T slice(T x, T start, List<Integer> shape) {
    return both(new Updating.Slice(shape, Optional.empty()), x, start);
  }

  /** x with the block that begins at a constant start replaced. */
  public static <T extends Operand<T>> T sliceUpdate(T x, List<Integer> start, T updates) {
    return both(new Updating.SliceUpdate(Optional.of(Ints.list(start))), x, updates);
  }

  /**
   * x with the block replaced that begins at a start that may be computed: whole numbers [rank of
   * x]. It is moved so that the block fits.
   */
  public static <T extends Operand<T>> T sliceUpdate(T x, T start, T updates) {
    return x.apply(new Updating.SliceUpdate(Optional.empty()), List.of(x, start, updates)).get(0);
  }

  /**
   * x with the rows at index vectors [m, k] replaced by updates [m, the axes behind k]; of several
   * at one place the last one stays.
   */
  public static <T extends Operand<T>> T scatterUpdate(T x, T indices, T updates) {
    return x.apply(new Updating.ScatterUpdate(Optional.empty()), List.of(x, indices, updates))
        .get(0);
  }

  /**
   * x with the rows at index vectors [m, k] combined with updates [m, the axes behind k].
   *
   * @param reduction add, max, min or mul
   */
  public static <T extends Operand<T>> T scatterUpdate(
      T x, T indices, T updates, String reduction) {
    return x.apply(new Updating.ScatterUpdate(Optional.of(reduction)), List.of(x, indices, updates))
        .get(0);
  }

  /** The product of the rows [n, …] of each segment; 1 where there is none. */
  public static <T extends Operand<T>> T segmentProd(T data, T segmentIds, int segments) {
    return both(new Indexing.SegmentProd(segments, false), data, segmentIds);
  }

  /** Converted to another dtype; what it cannot hold becomes the nearest number that it can. */
  public static <T extends Operand<T>> T saturateCast(T x, DType dtype) {
    return one(new Rounding.SaturateCast(dtype), x);
  }

  /**
   * The first of the choices whose condition is true, elementwise; otherwise where none is.
   *
   * @param conditions as many as choices
   */
  public static <T extends Operand<T>> T select(
      List<T> conditions, List<T> choices, Number otherwise) {
    Require.that(
        !conditions.isEmpty() && conditions.size() == choices.size(),
        "select: expected as many conditions as choices, at least one, got %d and %d",
        conditions.size(),
        choices.size());
    int last = choices.size() - 1;
    T out = where(conditions.get(last), choices.get(last), otherwise);
    for (int i = last - 1; i >= 0; i--) {
      out = where(conditions.get(i), choices.get(i), out);
    }
    return out;
  }

  /** Equal parts of the second axis, of vectors of their only one. */
  public static <T extends Operand<T>> List<T> hsplit(T x, int sections) {
    return x.apply(new Assembling.Hsplit(Ints.of(sections)), List.of(x));
  }

  /** Equal parts of the first axis. */
  public static <T extends Operand<T>> List<T> vsplit(T x, int sections) {
    return x.apply(new Assembling.Vsplit(Ints.of(sections)), List.of(x));
  }

  /** Equal parts of the third axis. */
  public static <T extends Operand<T>> List<T> dsplit(T x, int sections) {
    return x.apply(new Assembling.Dsplit(Ints.of(sections)), List.of(x));
  }

  /**
   * Axes by name in another order, split and joined: {@code b (h s) c -> (b s) h c}.
   *
   * @param sizes of parts of an axis; of each axis one may be left out
   */
  public static <T extends Operand<T>> T rearrange(
      T x, String pattern, Map<String, Integer> sizes) {
    return one(new Rearrange(pattern, sizes), x);
  }

  /** Columns in reverse order. */
  public static <T extends Operand<T>> T fliplr(T x) {
    return one(new Shaping.Fliplr(), x);
  }

  /** Rows in reverse order. */
  public static <T extends Operand<T>> T flipud(T x) {
    return one(new Shaping.Flipud(), x);
  }

  /**
   * The coordinates of a grid of vectors [n1], [n2], …, one tensor each.
   *
   * @param indexing xy: of shape [n2, n1, n3…], Keras' default; ij: [n1, n2, n3…]
   */
  public static <T extends Operand<T>> List<T> meshgrid(List<T> xs, String indexing) {
    return xs.get(0).apply(new Grids.Meshgrid(indexing), xs);
  }

  /** The coordinates of elements of a shape by their number. */
  public static <T extends Operand<T>> List<T> unravelIndex(T indices, List<Integer> shape) {
    return indices.apply(new Grids.UnravelIndex(shape), List.of(indices));
  }

  /** The powers n - 1, …, 0 of the elements of a vector: [n] -> [n, n]. */
  public static <T extends Operand<T>> T vander(T x) {
    return one(new Grids.Vander(Optional.empty(), false), x);
  }

  /** So many powers of the elements of a vector, from 0 on or down to it: [n] -> [n, powers]. */
  public static <T extends Operand<T>> T vander(T x, int powers, boolean increasing) {
    return one(new Grids.Vander(Optional.of(powers), increasing), x);
  }
}
