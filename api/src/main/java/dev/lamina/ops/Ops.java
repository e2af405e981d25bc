package dev.lamina.ops;

import dev.lamina.graph.Operand;
import java.util.List;
import java.util.Optional;

/**
 * Keras' operations ({@code keras.ops}) as static methods. They take {@link
 * dev.lamina.graph.Value}s within a layer, loss or metric, symbolic tensors, which makes them nodes
 * of a functional model, and eager tensors, which computes them at once. Shapes broadcast as
 * NumPy's do, dtypes are promoted as Keras does, negative axes count from the end.
 */
public final class Ops extends StatisticOps {
  private Ops() {}

  /** Matrix product over the last two axes; a vector counts as a row or a column. */
  public static <T extends Operand<T>> T matmul(T x1, T x2) {
    return both(new Linear.Matmul(), x1, x2);
  }

  /** Sum over the last axis of x1 and the last but one (of a vector: the only) of x2. */
  public static <T extends Operand<T>> T dot(T x1, T x2) {
    return both(new Linear.Dot(), x1, x2);
  }

  /** Sum over the last axis of both. */
  public static <T extends Operand<T>> T inner(T x1, T x2) {
    return both(new Linear.Inner(), x1, x2);
  }

  /** All products of an element of x1 with one of x2. */
  public static <T extends Operand<T>> T outer(T x1, T x2) {
    return both(new Linear.Outer(), x1, x2);
  }

  /** Sum of the products of all elements. */
  public static <T extends Operand<T>> T vdot(T x1, T x2) {
    return both(new Linear.Vdot(), x1, x2);
  }

  /** Sum over the last so many axes of x1 and the first of x2. */
  public static <T extends Operand<T>> T tensordot(T x1, T x2, int axes) {
    return both(new Linear.Tensordot(List.of(Ints.of(axes))), x1, x2);
  }

  /** Sum over pairs of axes. */
  public static <T extends Operand<T>> T tensordot(T x1, T x2, int[] axes1, int[] axes2) {
    return both(new Linear.Tensordot(List.of(Ints.of(axes1), Ints.of(axes2))), x1, x2);
  }

  /** Sums of products by index, such as bte,bse->bts. */
  public static <T extends Operand<T>> T einsum(String subscripts, List<T> operands) {
    return joined(new Linear.Einsum(subscripts), operands);
  }

  /** The vector product of three-vectors on the last axis. */
  public static <T extends Operand<T>> T cross(T x1, T x2) {
    return both(new Linear.Cross(-1, -1, -1, Optional.empty()), x1, x2);
  }

  /** A diagonal of the last two axes. */
  public static <T extends Operand<T>> T diagonal(T x, int offset) {
    return one(new Linear.Diagonal(offset, -2, -1), x);
  }

  /** Of a vector: the matrix with it on the k-th diagonal; of a matrix: the diagonal. */
  public static <T extends Operand<T>> T diag(T x, int k) {
    return one(new Linear.Diag(k), x);
  }

  /** The sum of the diagonal of the last two axes. */
  public static <T extends Operand<T>> T trace(T x) {
    return one(new Linear.Trace(0, -2, -1), x);
  }

  /** The coordinates of a grid, [size of y, size of x] each, of two vectors. */
  public static <T extends Operand<T>> List<T> meshgrid(T x, T y) {
    return List.of(grid(x, y, 0), grid(y, x, 1));
  }

  /** Zeros above the k-th diagonal of the last two axes. */
  public static <T extends Operand<T>> T tril(T x, int k) {
    return one(new Linear.Tril(k), x);
  }

  /** Zeros below the k-th diagonal of the last two axes. */
  public static <T extends Operand<T>> T triu(T x, int k) {
    return one(new Linear.Triu(k), x);
  }

  /** √Σx² over axes. */
  public static <T extends Operand<T>> T norm(T x, int... axis) {
    return one(new Norms.Norm(Optional.empty(), axes(axis), false), x);
  }

  /** Another norm of vectors (one axis) or matrices (two). */
  public static <T extends Operand<T>> T pNorm(T x, double ord, int... axis) {
    return one(new Norms.Norm(Optional.of(NormOrder.of(ord)), axes(axis), false), x);
  }

  /** x / √Σx² over an axis. */
  public static <T extends Operand<T>> T normalize(T x, int axis) {
    return one(new Norms.Normalize(Ints.of(axis), 2, Optional.empty()), x);
  }

  /** The lower triangular L with L Lᵀ = x; for small matrices. */
  public static <T extends Operand<T>> T cholesky(T x) {
    return one(new Norms.Cholesky(false), x);
  }

  /** The x with a x = b, for triangular a; for small matrices. */
  public static <T extends Operand<T>> T solveTriangular(T a, T b, boolean lower) {
    return both(new Norms.SolveTriangular(lower), a, b);
  }

  /** max(x, 0). */
  public static <T extends Operand<T>> T relu(T x) {
    return one(new Elementwise(Elementwise.Kind.RELU), x);
  }

  /** 1 / (1 + exp(-x)). */
  public static <T extends Operand<T>> T sigmoid(T x) {
    return one(new Elementwise(Elementwise.Kind.SIGMOID), x);
  }

  /** log(1 + exp(x)), without overflow. */
  public static <T extends Operand<T>> T softplus(T x) {
    return one(new Elementwise(Elementwise.Kind.SOFTPLUS), x);
  }

  /** x sigmoid(x). */
  public static <T extends Operand<T>> T silu(T x) {
    return one(new Elementwise(Elementwise.Kind.SILU), x);
  }

  /** x ≥ 0 ? x : slope x. */
  public static <T extends Operand<T>> T leakyRelu(T x, double slope) {
    return one(new Neural.LeakyRelu(slope), x);
  }

  /** x > 0 ? x : alpha (exp(x) - 1). */
  public static <T extends Operand<T>> T elu(T x, double alpha) {
    return one(new Neural.Elu(alpha), x);
  }

  /** x Φ(x); approximate: by tanh. */
  public static <T extends Operand<T>> T gelu(T x, boolean approximate) {
    return one(new Neural.Gelu(approximate), x);
  }

  /** exp(x) / Σ exp(x) over an axis. */
  public static <T extends Operand<T>> T softmax(T x, int axis) {
    return one(new Neural.Softmax(Ints.of(axis)), x);
  }

  /** log softmax(x) over an axis. */
  public static <T extends Operand<T>> T logSoftmax(T x, int axis) {
    return one(new Neural.LogSoftmax(axis), x);
  }

  /** 1 at the index, 0 elsewhere, along a new last axis. */
  public static <T extends Operand<T>> T oneHot(T x, int classes) {
    return one(new Neural.OneHot(classes, -1, Optional.empty(), false), x);
  }

  /** 1 at each of the indices of the last axis. */
  public static <T extends Operand<T>> T multiHot(T x, int classes) {
    return one(new Neural.MultiHot(classes, -1, Optional.empty(), false), x);
  }

  /** Mean and variance over axes. */
  public static <T extends Operand<T>> List<T> moments(T x, int... axes) {
    return x.apply(new Neural.Moments(Ints.of(axes), false), List.of(x));
  }

  /** -(t log p + (1 - t) log(1 - p)) per element. */
  public static <T extends Operand<T>> T binaryCrossentropy(
      T target, T output, boolean fromLogits) {
    return both(new Neural.BinaryCrossentropy(fromLogits), target, output);
  }

  /** -Σ t log p over the last axis. */
  public static <T extends Operand<T>> T categoricalCrossentropy(
      T target, T output, boolean fromLogits) {
    return both(new Neural.CategoricalCrossentropy(fromLogits, -1), target, output);
  }

  /** -log p[target] over the last axis. */
  public static <T extends Operand<T>> T sparseCategoricalCrossentropy(
      T target, T output, boolean fromLogits) {
    return both(new Neural.SparseCategoricalCrossentropy(fromLogits, -1), target, output);
  }

  /**
   * x along axis 1 - {@code axis}, repeated along {@code axis} as often as the other has elements.
   */
  private static <T extends Operand<T>> T grid(T x, T other, int axis) {
    T along = expandDims(x, axis);
    return add(along, zerosLike(expandDims(other, 1 - axis)));
  }
}
