package dev.lamina.ops;

import dev.lamina.graph.Tables;
import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.List;

/**
 * Jacobi's method: rotations of two rows or columns at a time, until all are orthogonal (Golub, Van
 * Loan, Matrix Computations, 8.5 and 8.6). In each step every index has a partner, and all pairs
 * are rotated at once; after n - 1 steps everyone had everyone else.
 */
final class Rotations {
  /** Convergence is quadratic: matrices of some hundreds of rows need less than ten rounds. */
  private static final int ROUNDS = 12;

  private Rotations() {}

  /** Eigenvalues [..., n] and, as columns, eigenvectors [..., n, n] of symmetric matrices. */
  static List<Value> symmetric(Value a) {
    Value start = Solving.identity(a);
    if (a.dim(-1) == 1) {
      return List.of(a.squeeze(-1), start);
    }
    Loops.Step out =
        Loops.scan(
            List.of(a, start),
            schedule(a.dim(-1), a.dtype()),
            List.of(Solving.identity(a)),
            false,
            (carry, entry, whole) -> {
              Value m = carry.get(0);
              int rank = m.rank();
              Value partner = entry.get(0);
              Value columns = m.gather(rank - 1, partner);
              Value both = columns.times(whole.get(0)).sum(-1);
              Value diagonal = m.times(whole.get(0)).sum(-1);
              Value gap = diagonal.gather(rank - 2, partner).minus(diagonal);
              Angle angle = Angle.of(both, gap, entry);
              Value turned = angle.columns(m, partner);
              Value next = angle.columns(turned.swapAxes(-1, -2), partner);
              return new Loops.Step(List.of(next, angle.columns(carry.get(1), partner)), List.of());
            });
    Value values = out.carry().get(0).times(Solving.identity(a)).sum(-1);
    return List.of(values, out.carry().get(1));
  }

  /** Makes the columns of x: [..., m, n] orthogonal: x v and v: [..., n, n]. */
  static List<Value> orthogonal(Value x) {
    int n = x.dim(-1);
    Value square = Value.zeros(x.type().withShape(x.shape().with(x.rank() - 2, n)));
    Value start = Solving.identity(square);
    if (n == 1) {
      return List.of(x, start);
    }
    Loops.Step out =
        Loops.scan(
            List.of(x, start),
            schedule(n, x.dtype()),
            List.of(),
            false,
            (carry, entry, whole) -> {
              Value u = carry.get(0);
              int rank = u.rank();
              Value partner = entry.get(0);
              Value both = u.times(u.gather(rank - 1, partner)).sum(-2);
              Value size = u.square().sum(-2);
              Value gap = size.gather(rank - 2, partner).minus(size);
              Angle angle = Angle.of(both, gap, entry);
              return new Loops.Step(
                  List.of(angle.columns(u, partner), angle.columns(carry.get(1), partner)),
                  List.of());
            });
    return out.carry();
  }

  /** Cosine and sine of every index' rotation: the partner's sine is the negative. */
  private record Angle(Value cosine, Value sine) {
    /**
     * tan = 2 both / (gap ± √(gap² + 4 both²)), the smaller root.
     *
     * @param entry partner, order and mask of this step
     */
    static Angle of(Value both, Value gap, List<Value> entry) {
      Value order = entry.get(1);
      Value product = both.times(entry.get(2));
      Value zero = Value.scalar(gap.dtype(), 0);
      Value one = Value.scalar(gap.dtype(), 1);
      Value sign = gap.eq(0).select(order, gap.lt(zero).select(one.negate(), one));
      Value root = gap.square().plus(product.square().times(4));
      Value none = root.eq(0);
      Value length = none.select(one, root).sqrt().plus(gap.abs());
      Value tangent = none.select(zero, product.times(2).times(sign).div(length));
      Value cosine = tangent.square().plus(1).rsqrt();
      return new Angle(cosine.expandDims(-2), tangent.times(cosine).expandDims(-2));
    }

    Value columns(Value m, Value partner) {
      return m.times(cosine).minus(m.gather(m.rank() - 1, partner).times(sine));
    }
  }

  /**
   * Of each step: every index' partner; 1 for the smaller and -1 for the larger of a pair; 0 for an
   * index without partner, else 1. The circle method of tournaments.
   */
  private static List<Value> schedule(int n, DType dtype) {
    int even = n + n % 2;
    int steps = even - 1;
    int[] partner = new int[Tables.size("singular values", (long) ROUNDS * steps, n)];
    double[] order = new double[partner.length];
    double[] mask = new double[partner.length];
    for (int r = 0; r < ROUNDS * steps; r++) {
      for (int i = 0; i < n; i++) {
        int p = partner(i, r % steps, even);
        int at = r * n + i;
        partner[at] = p < n ? p : i;
        order[at] = i < p ? 1 : -1;
        mask[at] = p < n ? 1 : 0;
      }
    }
    Shape shape = Shape.of(ROUNDS * steps, n);
    return List.of(
        Value.constant(Tensor.wrap(partner, shape)),
        Value.constant(Tensor.wrap(order, shape).cast(dtype)),
        Value.constant(Tensor.wrap(mask, shape).cast(dtype)));
  }

  /** The last one stays, the others sit in a circle of {@code even} - 1. */
  private static int partner(int i, int step, int even) {
    int circle = even - 1;
    if (i == circle) {
      // Whoever would meet himself: 2 j = step.
      return step % 2 == 0 ? step / 2 : (step + circle) / 2;
    }
    int other = Math.floorMod(step - i, circle);
    return other == i ? circle : other;
  }
}
