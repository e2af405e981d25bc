package dev.lamina.ops;

import dev.lamina.graph.Operand;
import java.util.List;
import java.util.Optional;

/** Operations that choose, count and sum elements; part of {@link Ops}. */
abstract class ArrayOps extends ShapeOps {
  ArrayOps() {}

  private static <T extends Operand<T>> T reduce(Reducing.Kind kind, T x, int... axis) {
    return one(new Reducing(kind, axes(axis), false), x);
  }

  /** Equal parts of an axis. */
  public static <T extends Operand<T>> List<T> split(T x, int sections, int axis) {
    return x.apply(new Joining.Split(Ints.of(sections), axis), List.of(x));
  }

  /** Parts of an axis, cut before these positions. */
  public static <T extends Operand<T>> List<T> splitAt(T x, List<Integer> indices, int axis) {
    return x.apply(new Joining.Split(Ints.list(indices), axis), List.of(x));
  }

  /** The entries of an axis, which disappears. */
  public static <T extends Operand<T>> List<T> unstack(T x, int axis) {
    return x.apply(new Joining.Unstack(Optional.empty(), axis), List.of(x));
  }

  /** Elements by position, as Python's x[...]. */
  public static <T extends Operand<T>> T getItem(T x, Index... key) {
    return one(new Indexing.GetItem(List.of(key)), x);
  }

  /** Entries of an axis by integer indices; negative ones count from the end. */
  public static <T extends Operand<T>> T take(T x, T indices, int axis) {
    return both(new Indexing.Take(Optional.of(axis), Optional.empty()), x, indices);
  }

  /** Entries of an axis by constant indices. */
  public static <T extends Operand<T>> T take(T x, List<Integer> indices, int axis) {
    return one(new Indexing.Take(Optional.of(axis), Optional.of(Ints.list(indices))), x);
  }

  /** For every place of the indices, the entry of x in the same row along the axis. */
  public static <T extends Operand<T>> T takeAlongAxis(T x, T indices, int axis) {
    return both(new Indexing.TakeAlongAxis(Optional.of(axis)), x, indices);
  }

  /** condition ? x1 : x2, elementwise. */
  public static <T extends Operand<T>> T where(T condition, T x1, T x2) {
    return condition
        .apply(new Indexing.Where(Optional.empty(), Optional.empty()), List.of(condition, x1, x2))
        .get(0);
  }

  /** condition ? x1 : x2, elementwise. */
  public static <T extends Operand<T>> T where(T condition, T x1, Number x2) {
    return both(new Indexing.Where(Optional.empty(), Optional.of(x2)), condition, x1);
  }

  /** condition ? x1 : x2, elementwise. */
  public static <T extends Operand<T>> T where(T condition, Number x1, T x2) {
    return both(new Indexing.Where(Optional.of(x1), Optional.empty()), condition, x2);
  }

  /** Sums of the rows [n, …] of each segment. */
  public static <T extends Operand<T>> T segmentSum(T data, T segmentIds, int segments) {
    return both(new Indexing.SegmentSum(segments, false), data, segmentIds);
  }

  /** The largest of the rows [n, …] of each segment; the lowest number where there is none. */
  public static <T extends Operand<T>> T segmentMax(T data, T segmentIds, int segments) {
    return both(new Indexing.SegmentMax(segments, false), data, segmentIds);
  }

  /** Sum over axes; without axes: over all. */
  public static <T extends Operand<T>> T sum(T x, int... axis) {
    return reduce(Reducing.Kind.SUM, x, axis);
  }

  /** Mean over axes. */
  public static <T extends Operand<T>> T mean(T x, int... axis) {
    return reduce(Reducing.Kind.MEAN, x, axis);
  }

  /** The largest over axes; ties share the gradient. */
  public static <T extends Operand<T>> T max(T x, int... axis) {
    return reduce(Reducing.Kind.MAX, x, axis);
  }

  /** The smallest over axes; ties share the gradient. */
  public static <T extends Operand<T>> T min(T x, int... axis) {
    return reduce(Reducing.Kind.MIN, x, axis);
  }

  /** Product over axes. */
  public static <T extends Operand<T>> T prod(T x, int... axis) {
    return reduce(Reducing.Kind.PROD, x, axis);
  }

  /** mean((x - mean(x))²) over axes. */
  public static <T extends Operand<T>> T var(T x, int... axis) {
    return reduce(Reducing.Kind.VAR, x, axis);
  }

  /** √var(x) over axes. */
  public static <T extends Operand<T>> T std(T x, int... axis) {
    return reduce(Reducing.Kind.STD, x, axis);
  }

  /** Whether all are true (not 0). */
  public static <T extends Operand<T>> T all(T x, int... axis) {
    return reduce(Reducing.Kind.ALL, x, axis);
  }

  /** Whether one is true (not 0). */
  public static <T extends Operand<T>> T any(T x, int... axis) {
    return reduce(Reducing.Kind.ANY, x, axis);
  }

  /** log Σ exp(x) over axes, without overflow. */
  public static <T extends Operand<T>> T logsumexp(T x, int... axis) {
    return reduce(Reducing.Kind.LOGSUMEXP, x, axis);
  }

  /** Any reduction; with keepDims the reduced axes stay with size one. */
  public static <T extends Operand<T>> T reduce(
      Reducing.Kind kind, T x, boolean keepDims, int... axis) {
    return one(new Reducing(kind, axes(axis), keepDims), x);
  }

  /** Index (int32) of the first largest element. */
  public static <T extends Operand<T>> T argmax(T x, int axis) {
    return one(new Ordering.Argmax(Optional.of(axis), false), x);
  }

  /** Index (int32) of the first smallest element. */
  public static <T extends Operand<T>> T argmin(T x, int axis) {
    return one(new Ordering.Argmin(Optional.of(axis), false), x);
  }

  /** Ascending along an axis. */
  public static <T extends Operand<T>> T sort(T x, int axis) {
    return one(new Ordering.Sort(Optional.of(axis)), x);
  }

  /** The indices (int32) that sort an axis; equal elements keep their order. */
  public static <T extends Operand<T>> T argsort(T x, int axis) {
    return one(new Ordering.Argsort(Optional.of(axis)), x);
  }

  /** The largest k of the last axis, descending, and their indices (int32). */
  public static <T extends Operand<T>> List<T> topK(T x, int k) {
    return x.apply(new Ordering.TopKOp(k, true), List.of(x));
  }

  /** Whether the target class is among the k largest predictions. */
  public static <T extends Operand<T>> T inTopK(T targets, T predictions, int k) {
    return both(new Ordering.InTopK(k), targets, predictions);
  }

  /** Where values would be inserted to keep a sequence [n] ascending. */
  public static <T extends Operand<T>> T searchsorted(T sequence, T values) {
    return both(new Ordering.SearchSorted("left"), sequence, values);
  }

  /** The q-quantile over axes, linear between elements. */
  public static <T extends Operand<T>> T quantile(T x, double q, int... axis) {
    return one(new Ordering.Quantile(axes(axis), "linear", false, q), x);
  }

  /** The median over axes. */
  public static <T extends Operand<T>> T median(T x, int... axis) {
    return one(new Ordering.Median(axes(axis), false), x);
  }

  /** Running sum. */
  public static <T extends Operand<T>> T cumsum(T x, int axis) {
    return one(new Running.Cumsum(Optional.of(axis), Optional.empty()), x);
  }

  /** Running product. */
  public static <T extends Operand<T>> T cumprod(T x, int axis) {
    return one(new Running.Cumprod(Optional.of(axis), Optional.empty()), x);
  }

  /** n-th difference of neighbours. */
  public static <T extends Operand<T>> T diff(T x, int n, int axis) {
    return one(new Running.Diff(n, axis), x);
  }
}
