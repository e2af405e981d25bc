package dev.lamina.ops;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Iota;
import dev.lamina.graph.op.Reduce;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Systems of linear equations, by elimination with the largest pivot of each column (Golub, Van
 * Loan, Matrix Computations, 3.4). Leading axes are a batch. One step of a loop per row, so these
 * are for matrices of some hundreds of rows.
 */
public final class Solving {
  private Solving() {}

  /** The x with a x = b. a: [..., n, n]; b: [..., n] or [..., n, m] -> b's shape. */
  public record Solve() implements Operation.OfTwo {
    @Override
    public Value write(Value a, Value b) {
      List<Value> both = Promotion.together(List.of(Promotion.floating(a), Promotion.floating(b)));
      Value matrix = both.get(0);
      Norms.square("solve", matrix);
      boolean vector = b.rank() == a.rank() - 1;
      Value right = vector ? both.get(1).expandDims(-1) : both.get(1);
      int rank = matrix.rank();
      if (right.rank() != rank
          || !right.shape().range(0, rank - 1).equals(matrix.shape().range(0, rank - 1))) {
        throw new IllegalArgumentException(
            "solve: expected b of shape [..., n] or [..., n, m] for a %s, got %s"
                .formatted(a.shape(), b.shape()));
      }
      Value x = solved(matrix, right);
      return vector ? x.squeeze(-1) : x;
    }
  }

  /** The inverse: [..., n, n] -> [..., n, n]. */
  public record Inv() implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      Value a = Promotion.floating(x);
      Norms.square("inv", a);
      return solved(a, identity(a));
    }
  }

  /** Of a Cholesky factor, the inverse of the product: (L Lᵀ)⁻¹ (upper: (Uᵀ U)⁻¹). */
  public record CholeskyInverse(boolean upper) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      Value a = Promotion.floating(x);
      Norms.square("cholesky_inverse", a);
      Value inverse = new Norms.SolveTriangular(!upper).write(a, identity(a));
      return inverse.matmul(inverse, !upper, upper);
    }
  }

  /** The determinant: [..., n, n] -> [...]. */
  public record Det() implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      Lu lu = lu("det", x);
      Value diagonal = new Linear.Diagonal(0, -2, -1).write(lu.matrix);
      return diagonal.reduce(Reduce.Kind.PROD, false, diagonal.rank() - 1).times(lu.sign);
    }
  }

  /** Sign and logarithm of the determinant's absolute value: [..., n, n] -> [...], [...]. */
  public record Slogdet() implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      Lu lu = lu("slogdet", inputs.get(0));
      Value diagonal = new Linear.Diagonal(0, -2, -1).write(lu.matrix);
      Value zero = Value.scalar(diagonal.dtype(), 0);
      Value signs =
          diagonal.gt(0).cast(diagonal.dtype()).minus(diagonal.lt(zero).cast(diagonal.dtype()));
      Value sign = signs.reduce(Reduce.Kind.PROD, false, signs.rank() - 1).times(lu.sign);
      return List.of(sign, diagonal.abs().log().sum(-1));
    }
  }

  /** The determinant's logarithm for symmetric positive definite matrices. */
  public record Logdet() implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      Value factor = new Norms.Cholesky(false).write(x);
      return new Linear.Diagonal(0, -2, -1).write(factor).log().sum(-1).times(2);
    }
  }

  /**
   * P a = L U with ones on L's diagonal: both in one matrix, and for each row of P a, where in it
   * is the row of a (int32).
   */
  public record LuFactor() implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      Lu lu = lu("lu_factor", inputs.get(0));
      // Where each row of a went.
      Value places = lu.rows.oneHot(lu.matrix.dim(-1), DType.INT32).argmax(-2);
      return List.of(lu.matrix, places);
    }
  }

  /** {@code rows}: which row of the given matrix each row was; {@code sign}: of their order. */
  private record Lu(Value matrix, Value rows, Value sign) {}

  private static Lu lu(String op, Value x) {
    Value a = Promotion.floating(x);
    Norms.square(op, a);
    int n = a.dim(-1);
    Shape batch = a.shape().range(0, a.rank() - 2);
    Value rows = iota(n).broadcastTo(batch.concat(Shape.of(n)));
    Value sign = Value.full(new TensorType(a.dtype(), batch), 1);
    Loops.Step out =
        Loops.scan(
            List.of(a, rows, sign), List.of(iota(n)), List.of(), false, (c, e, w) -> step(c, e));
    return new Lu(out.carry().get(0), out.carry().get(1), out.carry().get(2));
  }

  /** Eliminates one column below the diagonal, where the factors stay. */
  private static Loops.Step step(List<Value> carry, List<Value> entry) {
    Value m = carry.get(0);
    Value k = entry.get(0);
    Swap swap = Swap.of(m, k);
    Value swapped = swap.apply(m);
    Value pivot = pick(swap.pivotRow, k).expandDims(-1);
    Value none = pivot.eq(0);
    Value safe = none.select(Value.scalar(m.dtype(), 1), pivot);
    Value at = iota(m.dim(-1));
    Value below = at.gt(k).cast(m.dtype());
    Value factors = pick(swapped, k).div(safe.squeeze(-1)).times(below).expandDims(-1);
    Value right = swap.pivotRow.times(below);
    Value isColumn = at.eq(k).and(at.gt(k).expandDims(-1));
    Value next =
        isColumn.select(factors.broadcastTo(m.shape()), swapped.minus(factors.times(right)));
    Value rows = swap.apply(carry.get(1).expandDims(-1)).squeeze(-1);
    return new Loops.Step(List.of(next, rows, carry.get(2).times(swap.sign)), List.of());
  }

  /** a⁻¹ b: what is done to a to make it the identity is done to b. */
  private static Value solved(Value a, Value b) {
    int n = a.dim(-1);
    Value both = Value.concat(a.rank() - 1, List.of(a, b));
    Loops.Step out =
        Loops.scan(List.of(both), List.of(iota(n)), List.of(), false, (c, e, w) -> reduced(c, e));
    return out.carry().get(0).slice(-1, n, n + b.dim(-1));
  }

  /** Eliminates one column but for the diagonal, which becomes 1. */
  private static Loops.Step reduced(List<Value> carry, List<Value> entry) {
    Value m = carry.get(0);
    Value k = entry.get(0);
    Swap swap = Swap.of(m, k);
    Value swapped = swap.apply(m);
    Value row = swap.pivotRow.div(pick(swap.pivotRow, k).expandDims(-1));
    Value isPivot = iota(m.dim(-2)).eq(k).expandDims(-1);
    Value others = swapped.minus(pick(swapped, k).expandDims(-1).times(row));
    return new Loops.Step(List.of(isPivot.select(row.broadcastTo(m.shape()), others)), List.of());
  }

  /** The exchange of row k with the one, from k on, that has the largest number in column k. */
  private record Swap(Value isRow, Value isPivot, Value pivotRow, Value sign) {
    static Swap of(Value m, Value k) {
      int n = m.dim(-2);
      Value at = iota(n);
      Value size = pick(m, k).abs();
      Value candidates = at.ge(k).select(size, Value.scalar(m.dtype(), -1));
      Value chosen = candidates.argmax(-1);
      Value hot = chosen.oneHot(n, m.dtype());
      Value sign = chosen.cast(DType.INT32).eq(k).cast(m.dtype()).times(2).minus(1);
      Value row = hot.expandDims(-2).matmul(m);
      return new Swap(at.eq(k).expandDims(-1), hot.gt(0).expandDims(-1), row, sign);
    }

    Value apply(Value rows) {
      Value zero = Value.scalar(rows.dtype(), 0);
      Value pivot = isPivot.select(rows, zero).sum(-2).expandDims(-2);
      Value other = isRow.select(rows, zero).sum(-2).expandDims(-2);
      return isRow.select(pivot, isPivot.select(other, rows));
    }
  }

  /** Column k of the last axis: [..., n]. */
  private static Value pick(Value m, Value k) {
    return iota(m.dim(-1)).eq(k).select(m, Value.scalar(m.dtype(), 0)).sum(-1);
  }

  static Value iota(int n) {
    return Value.of(new Iota(new TensorType(DType.INT32, Shape.of(n)), 0));
  }

  /** Ones on the diagonal, of x's type. */
  static Value identity(Value x) {
    Value at = iota(x.dim(-1));
    return at.expandDims(-1).eq(at).cast(x.dtype()).broadcastTo(x.shape());
  }
}
