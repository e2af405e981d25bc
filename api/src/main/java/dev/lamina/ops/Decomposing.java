package dev.lamina.ops;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import dev.lamina.tensor.DType;
import java.util.List;
import java.util.Optional;

/**
 * Decompositions of matrices, and what follows from them. Leading axes are a batch. They are loops
 * over rows or pairs of columns, for matrices of some hundreds of rows. Gradients of eigenvectors
 * and singular vectors exist where the values differ.
 */
public final class Decomposing {
  private Decomposing() {}

  /** Which of the two matrices' rows and columns {@link Qr} returns. */
  public enum Mode {
    /** q: [..., m, k], r: [..., k, n], k = min(m, n). */
    REDUCED,
    /** q: [..., m, m], r: [..., m, n]. */
    COMPLETE
  }

  /** x = q r: orthogonal columns and an upper triangle, by Householder's reflections. */
  public record Qr(Mode mode) implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      Value x = matrix("qr", inputs.get(0));
      int m = x.dim(-2);
      int n = x.dim(-1);
      Value start =
          Solving.identity(Value.zeros(x.type().withShape(x.shape().with(x.rank() - 1, m))));
      int steps = Math.min(m - 1, n);
      List<Value> out = List.of(start, x);
      if (steps > 0) {
        out =
            Loops.scan(
                    out,
                    List.of(Solving.iota(steps)),
                    List.of(),
                    false,
                    (carry, entry, whole) -> reflected(carry, entry.get(0)))
                .carry();
      }
      Value q = out.get(0);
      Value r = new Linear.Triu(0).write(out.get(1));
      int k = Math.min(m, n);
      return mode == Mode.COMPLETE ? List.of(q, r) : List.of(q.slice(-1, 0, k), r.slice(-2, 0, k));
    }

    private static Loops.Step reflected(List<Value> carry, Value k) {
      Value q = carry.get(0);
      Value r = carry.get(1);
      DType d = r.dtype();
      Value rows = Solving.iota(r.dim(-2));
      Value zero = Value.scalar(d, 0);
      Value column =
          Solving.iota(r.dim(-1)).eq(k).select(r, zero).sum(-1).times(rows.ge(k).cast(d));
      Value first = rows.eq(k).cast(d);
      Value head = column.times(first).reduce(Reduce.Kind.SUM, true, column.rank() - 1);
      Value rest =
          column
              .times(rows.gt(k).cast(d))
              .square()
              .reduce(Reduce.Kind.SUM, true, column.rank() - 1);
      // A column that is zero below the diagonal stays as it is.
      Value none = rest.eq(0);
      Value one = Value.scalar(d, 1);
      Value norm = none.select(one, rest.plus(head.square())).sqrt();
      Value sign = head.lt(zero).select(one.negate(), one);
      Value v = column.plus(first.times(sign.times(norm)));
      Value size = v.square().reduce(Reduce.Kind.SUM, true, v.rank() - 1);
      Value scale = none.select(zero, Value.scalar(d, 2).div(none.select(one, size)));
      Value row = v.times(scale).expandDims(-2);
      Value r2 = r.minus(v.expandDims(-1).times(row.matmul(r)));
      Value q2 = q.minus(q.matmul(v.expandDims(-1)).times(row));
      return new Loops.Step(List.of(q2, r2), List.of());
    }
  }

  /**
   * Eigenvalues in ascending order [..., n] and, as columns, eigenvectors [..., n, n] of symmetric
   * matrices, of which the lower triangle is read.
   */
  public record Eigh() implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      Value x = matrix("eigh", inputs.get(0));
      Norms.square("eigh", x);
      Value lower = new Linear.Tril(0).write(x);
      Value whole = lower.plus(new Linear.Tril(-1).write(x).swapAxes(-1, -2));
      List<Value> out = Rotations.symmetric(whole);
      Value order = new Ordering.Argsort(Optional.of(-1)).write(out.get(0));
      return List.of(sorted(out.get(0), order), columns(out.get(1), order));
    }
  }

  /**
   * x = u diag(s) vᵀ: singular values in descending order [..., k], k = min(m, n), and before and
   * after them u and vᵀ.
   *
   * @param fullMatrices u: [..., m, m] and vᵀ: [..., n, n], or [..., m, k] and [..., k, n]
   * @param computeUv otherwise s alone
   */
  public record SVD(boolean fullMatrices, boolean computeUv) implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      Value x = matrix("svd", inputs.get(0));
      boolean wide = x.dim(-2) < x.dim(-1);
      Thin thin = Thin.of(wide ? x.swapAxes(-1, -2) : x);
      if (!computeUv) {
        return List.of(thin.s);
      }
      Value u = fullMatrices ? completed(thin.u) : thin.u;
      return wide
          ? List.of(thin.v, thin.s, u.swapAxes(-1, -2))
          : List.of(u, thin.s, thin.v.swapAxes(-1, -2));
    }

    /** With further orthogonal columns. */
    private static Value completed(Value u) {
      int m = u.dim(-2);
      int k = u.dim(-1);
      if (m == k) {
        return u;
      }
      Value q = new Qr(Mode.COMPLETE).write(List.of(u)).get(0);
      return Value.concat(u.rank() - 1, List.of(u, q.slice(-1, k, m)));
    }
  }

  /** The decomposition of a matrix with at least as many rows as columns. */
  private record Thin(Value u, Value s, Value v) {
    static Thin of(Value x) {
      List<Value> out = Rotations.orthogonal(x);
      Value squares = out.get(0).square().sum(-2);
      Value order = new Ordering.Argsort(Optional.of(-1)).write(squares.negate());
      Value all = columns(out.get(0), order);
      Value sums = all.square().sum(-2);
      Value none = sums.eq(0);
      Value one = Value.scalar(x.dtype(), 1);
      Value root = none.select(one, sums).sqrt();
      Value s = none.select(Value.scalar(x.dtype(), 0), root);
      return new Thin(all.div(root.expandDims(-2)), s, columns(out.get(1), order));
    }

    /** Of the singular values above a limit, 1 / s. */
    Value inverse(double relative) {
      Value zero = Value.scalar(s.dtype(), 0);
      Value counts = s.gt(largest().times(relative));
      Value one = Value.scalar(s.dtype(), 1);
      return counts.select(one.div(counts.select(s, one)), zero);
    }

    private Value largest() {
      return s.slice(-1, 0, 1);
    }
  }

  /**
   * The pseudo-inverse (Moore, Penrose): [..., m, n] -> [..., n, m].
   *
   * @param rcond singular values below so much of the largest count as 0; empty: 10 max(m, n) ε
   */
  public record Pinv(Optional<Double> rcond) implements Operation.OfOne {
    @Override
    public Value write(Value given) {
      Value x = matrix("pinv", given);
      boolean wide = x.dim(-2) < x.dim(-1);
      Thin t = Thin.of(wide ? x.swapAxes(-1, -2) : x);
      int longer = Math.max(x.dim(-1), x.dim(-2));
      Value s = t.inverse(rcond.orElse(10 * longer * epsilon(x.dtype()))).expandDims(-2);
      return wide ? t.u.times(s).matmul(t.v, false, true) : t.v.times(s).matmul(t.u, false, true);
    }
  }

  /**
   * The x of least norm for which a x - b is the smallest. a: [m, n]; b: [m] or [m, k].
   *
   * @param rcond singular values below so much of the largest count as 0; empty: max(m, n) ε
   */
  public record Lstsq(Optional<Double> rcond) implements Operation.OfTwo {
    @Override
    public Value write(Value a, Value b) {
      List<Value> both = Promotion.together(List.of(Promotion.floating(a), Promotion.floating(b)));
      if (a.rank() != 2 || b.rank() < 1 || b.rank() > 2 || a.dim(0) != b.dim(0)) {
        throw new IllegalArgumentException(
            "lstsq: expected a [m, n] and b [m] or [m, k], got %s and %s"
                .formatted(a.shape(), b.shape()));
      }
      int longer = Math.max(a.dim(0), a.dim(1));
      double least = rcond.orElse(longer * epsilon(both.get(0).dtype()));
      Value inverse = new Pinv(Optional.of(least)).write(both.get(0));
      return new Linear.Matmul().write(inverse, both.get(1));
    }
  }

  /**
   * How many singular values are above a limit: [..., m, n] -> [...], int32.
   *
   * @param tol the limit; empty: max(m, n) ε times the largest
   */
  public record MatrixRank(Optional<Double> tol) implements Operation.OfOne {
    @Override
    public Value write(Value given) {
      Value x = matrix("matrix_rank", given);
      Thin t = Thin.of(x.dim(-2) < x.dim(-1) ? x.swapAxes(-1, -2) : x);
      int longer = Math.max(x.dim(-1), x.dim(-2));
      Value limit =
          tol.isPresent()
              ? Value.scalar(x.dtype(), tol.get())
              : t.largest().times(longer * epsilon(x.dtype()));
      return t.s.gt(limit).cast(DType.INT32).sum(-1);
    }
  }

  /** The distance from 1 to the next number. */
  private static double epsilon(DType d) {
    return d == DType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
  }

  private static Value matrix(String op, Value x) {
    if (x.rank() < 2 || x.dim(-1) == 0 || x.dim(-2) == 0) {
      throw new IllegalArgumentException(
          op + ": expected matrices [..., m, n] with elements, got " + x.type());
    }
    return Promotion.floating(x);
  }

  private static Value sorted(Value values, Value order) {
    return new Indexing.TakeAlongAxis(Optional.of(-1)).write(values, order);
  }

  private static Value columns(Value m, Value order) {
    return new Indexing.TakeAlongAxis(Optional.of(-1))
        .write(m, order.expandDims(-2).broadcastTo(m.shape().with(m.rank() - 2, m.dim(-2))));
  }
}
