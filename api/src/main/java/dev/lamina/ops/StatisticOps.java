package dev.lamina.ops;

import dev.lamina.graph.Operand;
import java.util.Optional;

/** Distances, correlations, and reductions and orders without NaN; part of {@link Ops}. */
abstract class StatisticOps extends UpdateOps {
  StatisticOps() {}

  /** Pearson's correlation coefficients of the rows of x: [n, samples] -> [n, n]. */
  public static <T extends Operand<T>> T corrcoef(T x) {
    return one(new Statistics.Corrcoef(), x);
  }

  /**
   * Σ x1[j + k] x2[j] of vectors [n] and [m] for each k.
   *
   * @param mode valid (Keras' default), same or full
   */
  public static <T extends Operand<T>> T correlate(T x1, T x2, String mode) {
    return both(new Statistics.Correlate(mode), x1, x2);
  }

  /** Euclid's distances between the rows of x: [..., n, d] and y: [..., m, d] -> [..., n, m]. */
  public static <T extends Operand<T>> T cdist(T x, T y) {
    return both(new Statistics.CDist(), x, y);
  }

  /** Whether all |x1 - x2| ≤ atol + rtol |x2|; Keras' defaults: 1e-5 and 1e-8. */
  public static <T extends Operand<T>> T allclose(T x1, T x2, double rtol, double atol) {
    return both(new Statistics.AllClose(rtol, atol, false), x1, x2);
  }

  /** The sum of the singular values of the matrices of two axes. */
  public static <T extends Operand<T>> T nuclearNorm(T x, int axis1, int axis2) {
    return one(
        new Norms.Norm(Optional.of(NormOrder.Named.NUC), Optional.of(Ints.of(axis1, axis2)), false),
        x);
  }

  /** The modified Bessel function of the first kind and order 0. */
  public static <T extends Operand<T>> T i0(T x) {
    return one(new Elementwise(Elementwise.Kind.I0), x);
  }

  /** |x| as a float. */
  public static <T extends Operand<T>> T fabs(T x) {
    return one(new Elementwise(Elementwise.Kind.FABS), x);
  }

  /** Largest minus smallest over axes. */
  public static <T extends Operand<T>> T ptp(T x, int... axis) {
    return one(new Reducing(Reducing.Kind.PTP, axes(axis), false), x);
  }

  /** Product over axes without the NaNs. */
  public static <T extends Operand<T>> T nanprod(T x, int... axis) {
    return one(new Reducing(Reducing.Kind.NANPROD, axes(axis), false), x);
  }

  /** Variance over axes without the NaNs. */
  public static <T extends Operand<T>> T nanvar(T x, int... axis) {
    return one(new Reducing(Reducing.Kind.NANVAR, axes(axis), false), x);
  }

  /** Standard deviation over axes without the NaNs. */
  public static <T extends Operand<T>> T nanstd(T x, int... axis) {
    return one(new Reducing(Reducing.Kind.NANSTD, axes(axis), false), x);
  }

  /** Index of the first largest number along an axis; -1 where all are NaN. */
  public static <T extends Operand<T>> T nanargmax(T x, int axis) {
    return one(new WithoutNan.Nanargmax(Optional.of(axis), false), x);
  }

  /** Index of the first smallest number along an axis; -1 where all are NaN. */
  public static <T extends Operand<T>> T nanargmin(T x, int axis) {
    return one(new WithoutNan.Nanargmin(Optional.of(axis), false), x);
  }

  /** Running sum along an axis in which NaN counts as 0. */
  public static <T extends Operand<T>> T nancumsum(T x, int axis) {
    return one(new WithoutNan.Nancumsum(Optional.of(axis), Optional.empty()), x);
  }

  /** Running product along an axis in which NaN counts as 1. */
  public static <T extends Operand<T>> T nancumprod(T x, int axis) {
    return one(new WithoutNan.Nancumprod(Optional.of(axis), Optional.empty()), x);
  }

  /** The q-quantile over axes of what is not NaN, linear between elements. */
  public static <T extends Operand<T>> T nanquantile(T x, double q, int... axis) {
    return one(new WithoutNan.Nanquantile(axes(axis), "linear", false, q), x);
  }

  /** The q-th percentile over axes of what is not NaN, linear between elements. */
  public static <T extends Operand<T>> T nanpercentile(T x, double q, int... axis) {
    return one(new WithoutNan.Nanpercentile(axes(axis), "linear", false, q), x);
  }

  /** The middle number over axes, without the NaNs. */
  public static <T extends Operand<T>> T nanmedian(T x, int... axis) {
    return one(new WithoutNan.Nanmedian(axes(axis), false), x);
  }

  /**
   * Indices with that of the kth smallest at its place along an axis, smaller ones before, larger
   * ones behind it.
   */
  public static <T extends Operand<T>> T argpartition(T x, int kth, int axis) {
    return one(new Ordering.Argpartition(kth, Optional.of(axis)), x);
  }
}
