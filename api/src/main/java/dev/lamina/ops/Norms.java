package dev.lamina.ops;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Lengths, and triangular systems. */
public final class Norms {
  private Norms() {}

  /**
   * The norm of vectors (one axis) or matrices (two).
   *
   * @param ord of vectors: p, or an infinity; of matrices 1, -1, an infinity, 2 or -2: the largest
   *     or smallest singular value, or a name; empty: √Σx²
   * @param axis empty: all
   */
  public record Norm(Optional<NormOrder> ord, Optional<Ints> axis, boolean keepdims)
      implements Operation.OfOne {
    @Override
    public Value write(Value in) {
      Value x = Promotion.floating(in);
      int[] axes =
          axis.map(a -> IntStream.of(a.toArray()).map(x.shape()::axis).toArray())
              .orElseGet(() -> IntStream.range(0, x.rank()).toArray());
      if (ord.orElse(NormOrder.Named.FRO) instanceof NormOrder.Named name) {
        Require.that(
            ord.isEmpty() || (axes.length == 2 && axes[0] != axes[1]),
            "norm: expected the two axes of matrices for order %s, got %d axes of %s",
            name.name().toLowerCase(Locale.ROOT),
            axes.length,
            x.shape());
        return name == NormOrder.Named.NUC
            ? spectral(x, axes, s -> s.sum(-1))
            : x.square().reduce(Reduce.Kind.SUM, keepdims, axes).sqrt();
      }
      double p = ((NormOrder.Power) ord.get()).p().doubleValue();
      return axes.length == 1 ? vector(x, p, axes) : matrix(x, p, axes);
    }

    private Value vector(Value x, double p, int[] axes) {
      Value a = x.abs();
      if (Double.isInfinite(p)) {
        return a.reduce(p > 0 ? Reduce.Kind.MAX : Reduce.Kind.MIN, keepdims, axes);
      }
      if (p == 0) {
        return x.ne(0).cast(x.dtype()).reduce(Reduce.Kind.SUM, keepdims, axes);
      }
      if (p == 2) {
        return x.square().reduce(Reduce.Kind.SUM, keepdims, axes).sqrt();
      }
      Value sum = (p == 1 ? a : a.pow(p)).reduce(Reduce.Kind.SUM, keepdims, axes);
      return p == 1 ? sum : sum.pow(1 / p);
    }

    private Value matrix(Value x, double p, int[] axes) {
      if (axes.length == 2 && axes[0] != axes[1] && Math.abs(p) == 2) {
        return spectral(x, axes, s -> p > 0 ? s.maxOver(-1) : s.minOver(-1));
      }
      if (axes.length != 2 || axes[0] == axes[1] || !(Math.abs(p) == 1 || Double.isInfinite(p))) {
        throw new IllegalArgumentException(
            "norm: expected an order of 1, -1, 2, -2, ∞ or -∞ for the two axes of matrices, got order %s for %d axes of %s"
                .formatted(p, axes.length, x.shape()));
      }
      int summed = Math.abs(p) == 1 ? axes[0] : axes[1];
      int compared = Math.abs(p) == 1 ? axes[1] : axes[0];
      Value sums = x.abs().reduce(Reduce.Kind.SUM, true, summed);
      Value out = sums.reduce(p > 0 ? Reduce.Kind.MAX : Reduce.Kind.MIN, true, compared);
      Shape shape = out.shape();
      return keepdims
          ? out
          : out.reshape(
              shape.without(Math.max(axes[0], axes[1])).without(Math.min(axes[0], axes[1])));
    }

    /** A function of the singular values on the last axis. */
    private Value spectral(Value x, int[] axes, UnaryOperator<Value> of) {
      var last = new Shaping.Moveaxis(Ints.of(axes), Ints.of(-2, -1));
      Value s = new Decomposing.SVD(false, false).write(List.of(last.write(x))).get(0);
      Value out = of.apply(s);
      return keepdims ? out.reshape(x.shape().with(axes[0], 1).with(axes[1], 1)) : out;
    }
  }

  /**
   * x divided by its p-norm over axes, or by epsilon if that is larger.
   *
   * @param epsilon empty: 1e-7
   */
  public record Normalize(Ints axis, Number order, Optional<Double> epsilon)
      implements Operation.OfOne {
    @Override
    public Value write(Value in) {
      Value x = Promotion.floating(in);
      double e = epsilon.orElse(1e-7);
      if (order.doubleValue() == 2) {
        Value squares = x.square().reduce(Reduce.Kind.SUM, true, axis.toArray());
        return x.times(squares.max(e * e).rsqrt());
      }
      Value norm = new Norm(Optional.of(NormOrder.of(order)), Optional.of(axis), true).write(x);
      return x.div(norm.max(e));
    }
  }

  /** The lower triangular L with L Lᵀ = x, for symmetric positive definite x: [..., n, n]. */
  public record Cholesky(boolean upper) implements Operation.OfOne {
    @Override
    public Value write(Value in) {
      square("cholesky", in);
      Value given = Promotion.floating(in);
      // The gradient is symmetric, as x is.
      Value x = given.plus(given.swapAxes(-1, -2)).times(0.5);
      int n = x.dim(-1);
      var columns = new ArrayList<Value>();
      for (int j = 0; j < n; j++) {
        Value s = x.slice(-1, j, j + 1).slice(-2, j, n);
        if (j > 0) {
          Value done = Value.concat(x.rank() - 1, columns).slice(-2, j, n);
          s = s.minus(done.matmul(done.slice(-2, 0, 1), false, true));
        }
        Value column = s.div(s.slice(-2, 0, 1).sqrt());
        int[] above = new int[x.rank()];
        above[x.rank() - 2] = j;
        columns.add(column.pad(above, new int[x.rank()], 0));
      }
      Value lower = Value.concat(x.rank() - 1, columns);
      return upper ? lower.swapAxes(-1, -2) : lower;
    }
  }

  /** The x with a x = b, for triangular a: [..., n, n], b: [..., n] or [..., n, m] -> b's shape. */
  public record SolveTriangular(boolean lower) implements Operation.OfTwo {
    @Override
    public Value write(Value a, Value b) {
      square("solve_triangular", a);
      boolean vector = b.rank() == a.rank() - 1;
      Value right = vector ? b.expandDims(-1) : b;
      int n = a.dim(-1);
      var rows = new ArrayList<Value>();
      for (int k = 0; k < n; k++) {
        int i = lower ? k : n - 1 - k;
        Value s = right.slice(-2, i, i + 1);
        Value row = a.slice(-2, i, i + 1);
        if (k > 0) {
          Value known = Value.concat(right.rank() - 2, rows);
          Value factors = lower ? row.slice(-1, 0, i) : row.slice(-1, i + 1, n);
          s = s.minus(factors.matmul(known));
        }
        Value solved = s.div(row.slice(-1, i, i + 1));
        rows.add(lower ? rows.size() : 0, solved);
      }
      Value x = Value.concat(right.rank() - 2, List.copyOf(rows));
      return vector ? x.squeeze(-1) : x;
    }
  }

  /** The loops are written out: a graph of a few nodes per row. */
  private static final int LARGEST = 512;

  static void square(String op, Value x) {
    if (x.rank() >= 2 && x.dim(-1) > LARGEST) {
      throw new IllegalArgumentException(
          "%s: expected at most %d rows, got %s".formatted(op, LARGEST, x.type()));
    }
    if (x.rank() < 2 || x.dim(-1) != x.dim(-2) || x.dtype() == DType.BOOL) {
      throw new IllegalArgumentException(
          op + ": expected square matrices [..., n, n], got " + x.type());
    }
  }
}
