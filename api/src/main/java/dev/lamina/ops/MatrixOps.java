package dev.lamina.ops;

import dev.lamina.graph.Operand;
import java.util.List;
import java.util.Optional;

/** Systems of equations and decompositions of matrices; part of {@link Ops}. */
abstract class MatrixOps extends SignalOps {
  MatrixOps() {}

  /** The x with a x = b; b: [..., n] or [..., n, m]. */
  public static <T extends Operand<T>> T solve(T a, T b) {
    return both(new Solving.Solve(), a, b);
  }

  /** The inverse matrix. */
  public static <T extends Operand<T>> T inv(T x) {
    return one(new Solving.Inv(), x);
  }

  /** The determinant. */
  public static <T extends Operand<T>> T det(T x) {
    return one(new Solving.Det(), x);
  }

  /** The determinant's sign, and the logarithm of its absolute value. */
  public static <T extends Operand<T>> List<T> slogdet(T x) {
    return x.apply(new Solving.Slogdet(), List.of(x));
  }

  /** The determinant's logarithm of a symmetric positive definite matrix. */
  public static <T extends Operand<T>> T logdet(T x) {
    return one(new Solving.Logdet(), x);
  }

  /** L and U in one matrix, and the order of the rows; see {@link Solving.LuFactor}. */
  public static <T extends Operand<T>> List<T> luFactor(T x) {
    return x.apply(new Solving.LuFactor(), List.of(x));
  }

  /** (L Lᵀ)⁻¹ of the lower triangular L. */
  public static <T extends Operand<T>> T choleskyInverse(T x) {
    return one(new Solving.CholeskyInverse(false), x);
  }

  /** Orthogonal columns q and an upper triangle r with q r = x, of the least sizes. */
  public static <T extends Operand<T>> List<T> qr(T x) {
    return x.apply(new Decomposing.Qr(Decomposing.Mode.REDUCED), List.of(x));
  }

  /** Ascending eigenvalues and, as columns, eigenvectors of a symmetric matrix. */
  public static <T extends Operand<T>> List<T> eigh(T x) {
    return x.apply(new Decomposing.Eigh(), List.of(x));
  }

  /** u, the descending singular values s and vᵀ, with x = u diag(s) vᵀ. */
  public static <T extends Operand<T>> List<T> svd(T x, boolean fullMatrices) {
    return x.apply(new Decomposing.SVD(fullMatrices, true), List.of(x));
  }

  /** The pseudo-inverse. */
  public static <T extends Operand<T>> T pinv(T x) {
    return one(new Decomposing.Pinv(Optional.empty()), x);
  }

  /** The x of least norm for which a x - b is the smallest. */
  public static <T extends Operand<T>> T lstsq(T a, T b) {
    return both(new Decomposing.Lstsq(Optional.empty()), a, b);
  }

  /** How many rows are independent. */
  public static <T extends Operand<T>> T matrixRank(T x) {
    return one(new Decomposing.MatrixRank(Optional.empty()), x);
  }
}
