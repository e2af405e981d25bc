package dev.lamina.ops;

import dev.lamina.graph.Operand;
import java.util.List;
import java.util.Optional;

/** Operations that count elements and put tensors together; part of {@link Ops}. */
abstract class CountOps extends ArrayOps {
  CountOps() {}

  /** How many elements are not 0, int32. */
  public static <T extends Operand<T>> T countNonzero(T x, int... axis) {
    return one(new Counting.CountNonzero(axes(axis)), x);
  }

  /** How often each of 0, …, length - 1 occurs: [n] or [batch, n] -> [length], [batch, length]. */
  public static <T extends Operand<T>> T bincount(T x, int length) {
    return one(new Counting.Bincount(Optional.empty(), length, false), x);
  }

  /** The same with a weight for every element of x. */
  public static <T extends Operand<T>> T bincount(T x, T weights, int length) {
    return both(new Counting.Bincount(Optional.empty(), length, false), x, weights);
  }

  /** Counts of equal bins between the smallest and the largest element, and the bins' borders. */
  public static <T extends Operand<T>> List<T> histogram(T x, int bins) {
    return x.apply(new Counting.Histogram(bins, Optional.empty()), List.of(x));
  }

  /** Counts of equal bins from low to high, and the bins' borders. */
  public static <T extends Operand<T>> List<T> histogram(T x, int bins, double low, double high) {
    return x.apply(new Counting.Histogram(bins, Optional.of(List.of(low, high))), List.of(x));
  }

  /** The bin of each element: how many of the ascending borders are not above it. */
  public static <T extends Operand<T>> T digitize(T x, T bins) {
    return both(new Counting.Digitize(Optional.empty()), x, bins);
  }

  /** The bin of each element, of constant borders. */
  public static <T extends Operand<T>> T digitize(T x, List<Double> bins) {
    return one(new Counting.Digitize(Optional.of(bins)), x);
  }

  /** Whether each element of x1 is one of x2's. */
  public static <T extends Operand<T>> T isin(T x1, T x2) {
    return both(new Counting.IsIn(false, false), x1, x2);
  }

  /** The weighted mean along an axis. */
  public static <T extends Operand<T>> T average(T x, T weights, int axis) {
    return both(new Counting.Average(Optional.of(Ints.of(axis))), x, weights);
  }

  /** The q-th percentile over axes, linear between elements. */
  public static <T extends Operand<T>> T percentile(T x, double q, int... axis) {
    return ArrayOps.quantile(x, q / 100, axis);
  }

  /** Joined along the third axis. */
  public static <T extends Operand<T>> T dstack(List<T> xs) {
    return joined(new Assembling.Dstack(), xs);
  }

  /** Joined along the second axis, vectors along their only one. */
  public static <T extends Operand<T>> T hstack(List<T> xs) {
    return joined(new Joining.Hstack(), xs);
  }

  /** Joined along the first axis, vectors as rows. */
  public static <T extends Operand<T>> T vstack(List<T> xs) {
    return joined(new Joining.Vstack(), xs);
  }

  /** x2 behind x1 along an axis. */
  public static <T extends Operand<T>> T append(T x1, T x2, int axis) {
    return both(new Assembling.Append(Optional.of(axis)), x1, x2);
  }

  /** Parts of an axis; the first ones are larger by one if it has no equal parts. */
  public static <T extends Operand<T>> List<T> arraySplit(T x, int sections, int axis) {
    return x.apply(new Assembling.ArraySplit(Ints.of(sections), axis), List.of(x));
  }

  /** The product of every element of x1 with the whole of x2. */
  public static <T extends Operand<T>> T kron(T x1, T x2) {
    return both(new Assembling.Kron(), x1, x2);
  }

  /** The matrix with all elements on the k-th diagonal. */
  public static <T extends Operand<T>> T diagflat(T x, int k) {
    return one(new Assembling.Diagflat(k), x);
  }

  /** Turned k times by 90° in the plane of two axes. */
  public static <T extends Operand<T>> T rot90(T x, int k, int axis1, int axis2) {
    return one(new Assembling.Rot90(k, List.of(axis1, axis2)), x);
  }

  /** The area below the line through points at a distance of dx. */
  public static <T extends Operand<T>> T trapezoid(T x, double dx, int axis) {
    return one(new Assembling.Trapezoid(dx, axis), x);
  }

  /** |x1 - x2| ≤ atol + rtol |x2|, elementwise; Keras' defaults: 1e-5 and 1e-8. */
  public static <T extends Operand<T>> T isclose(T x1, T x2, double rtol, double atol) {
    return both(new Assembling.Isclose(false, rtol, atol), x1, x2);
  }

  /** Zeros of a shape with values added at index vectors [n…, k]. */
  public static <T extends Operand<T>> T scatter(T indices, T values, List<Integer> shape) {
    return both(new Assembling.Scatter(shape), indices, values);
  }

  /** The smallest of the rows [n, …] of each segment; the largest number where there is none. */
  public static <T extends Operand<T>> T segmentMin(T data, T segmentIds, int segments) {
    return both(new Indexing.SegmentMin(segments, false), data, segmentIds);
  }

  /** Sum over axes without the NaNs. */
  public static <T extends Operand<T>> T nansum(T x, int... axis) {
    return one(new Reducing(Reducing.Kind.NANSUM, axes(axis), false), x);
  }

  /** Mean over axes without the NaNs. */
  public static <T extends Operand<T>> T nanmean(T x, int... axis) {
    return one(new Reducing(Reducing.Kind.NANMEAN, axes(axis), false), x);
  }

  /** The largest over axes without the NaNs. */
  public static <T extends Operand<T>> T nanmax(T x, int... axis) {
    return one(new Reducing(Reducing.Kind.NANMAX, axes(axis), false), x);
  }

  /** The smallest over axes without the NaNs. */
  public static <T extends Operand<T>> T nanmin(T x, int... axis) {
    return one(new Reducing(Reducing.Kind.NANMIN, axes(axis), false), x);
  }
}
