package dev.lamina.ops;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.ScatterAdd;
import dev.lamina.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operations that make larger tensors of smaller ones, and the other way round. */
public final class Assembling {
  private Assembling() {}

  /** Joined along the third axis; matrices get one. */
  public record Dstack() implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      return new Joining.Concatenate(2).write(inputs.stream().map(Dstack::deep).toList());
    }

    private static Value deep(Value x) {
      return switch (x.rank()) {
        case 0 -> x.reshape(1, 1, 1);
        case 1 -> x.reshape(1, x.dim(0), 1);
        case 2 -> x.expandDims(2);
        default -> x;
      };
    }
  }

  /** x2 behind x1 along an axis; empty: all elements along one. */
  public record Append(Optional<Integer> axis) implements Operation.OfTwo {
    @Override
    public Value write(Value x1, Value x2) {
      List<Value> both =
          axis.isPresent()
              ? List.of(x1, x2)
              : List.of(x1.reshape(x1.shape().intSize()), x2.reshape(x2.shape().intSize()));
      return new Joining.Concatenate(axis.orElse(0)).write(both).get(0);
    }
  }

  /** Parts of an axis; the first ones are larger by one if it has no equal parts. */
  public record ArraySplit(Ints indicesOrSections, int axis) implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      return new Joining.Split(cuts(inputs.get(0)), axis).write(inputs);
    }

    private Ints cuts(Value x) {
      if (!indicesOrSections.single()) {
        return indicesOrSections;
      }
      int parts = indicesOrSections.get();
      if (parts < 1) {
        throw new IllegalArgumentException("array_split: expected sections > 0, got " + parts);
      }
      int n = x.dim(axis);
      var cuts = new ArrayList<Integer>();
      for (int i = 1; i < parts; i++) {
        cuts.add(i * (n / parts) + Math.min(i, n % parts));
      }
      return Ints.list(cuts);
    }
  }

  /** Parts of the second axis, of vectors of their only one. */
  public record Hsplit(Ints indicesOrSections) implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      int axis = inputs.get(0).rank() == 1 ? 0 : 1;
      return split("hsplit", indicesOrSections, axis, inputs);
    }
  }

  /** Parts of the first axis. */
  public record Vsplit(Ints indicesOrSections) implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      return split("vsplit", indicesOrSections, 0, inputs);
    }
  }

  /** Parts of the third axis. */
  public record Dsplit(Ints indicesOrSections) implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      return split("dsplit", indicesOrSections, 2, inputs);
    }
  }

  private static List<Value> split(String op, Ints parts, int axis, List<Value> inputs) {
    Value x = inputs.get(0);
    Require.that(x.rank() > axis, "%s: expected a rank above %d, got %s", op, axis, x.shape());
    return new Joining.Split(parts, axis).write(inputs);
  }

  /** The product of every element of x1 with the whole of x2 (Kronecker). */
  public record Kron() implements Operation.OfTwo {
    @Override
    public Value write(Value x1, Value x2) {
      List<Value> both = Promotion.together(List.of(x1, x2));
      int rank = Math.max(x1.rank(), x2.rank());
      Shape a = padded(x1.shape(), rank);
      Shape b = padded(x2.shape(), rank);
      int[] left = new int[2 * rank];
      int[] right = new int[2 * rank];
      int[] out = new int[rank];
      for (int i = 0; i < rank; i++) {
        left[2 * i] = a.dim(i);
        left[2 * i + 1] = 1;
        right[2 * i] = 1;
        right[2 * i + 1] = b.dim(i);
        out[i] = Math.multiplyExact(a.dim(i), b.dim(i));
      }
      return both.get(0).reshape(left).times(both.get(1).reshape(right)).reshape(out);
    }

    private static Shape padded(Shape s, int rank) {
      int[] dims = IntStream.generate(() -> 1).limit(rank).toArray();
      System.arraycopy(s.toArray(), 0, dims, rank - s.rank(), s.rank());
      return Shape.of(dims);
    }
  }

  /** The matrix with all elements of x on the k-th diagonal. */
  public record Diagflat(int k) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return new Linear.Diag(k).write(x.reshape(x.shape().intSize()));
    }
  }

  /** Turned k times by 90° in the plane of two axes, from the first to the second. */
  public record Rot90(int k, List<Integer> axes) implements Operation.OfOne {
    public Rot90 {
      axes = List.copyOf(axes);
      if (axes.size() != 2) {
        throw new IllegalArgumentException("rot90: expected two axes, got " + axes);
      }
    }

    @Override
    public Value write(Value x) {
      int a = x.shape().axis(axes.get(0));
      int b = x.shape().axis(axes.get(1));
      if (a == b) {
        throw new IllegalArgumentException("rot90: expected two different axes, got " + axes);
      }
      return switch (Math.floorMod(k, 4)) {
        case 1 -> x.reverse(b).swapAxes(a, b);
        case 2 -> x.reverse(a, b);
        case 3 -> x.swapAxes(a, b).reverse(b);
        default -> x;
      };
    }
  }

  /** Σ (y[i] + y[i + 1]) / 2 · dx along an axis: the area below a line through the points. */
  public record Trapezoid(double dx, int axis) implements Operation.OfOne {
    @Override
    public Value write(Value in) {
      Value y = Promotion.floating(in);
      int n = y.dim(axis);
      Value sums = y.slice(axis, 1, n).plus(y.slice(axis, 0, n - 1));
      return sums.sum(y.shape().axis(axis)).times(dx / 2);
    }
  }

  /**
   * |x1 - x2| ≤ atol + rtol |x2|; infinities are close to themselves.
   *
   * @param equalNan whether NaN is close to NaN
   */
  public record Isclose(boolean equalNan, double rtol, double atol) implements Operation.OfTwo {
    @Override
    public Value write(Value x1, Value x2) {
      List<Value> both =
          Promotion.together(List.of(Promotion.floating(x1), Promotion.floating(x2)));
      Value a = both.get(0);
      Value b = both.get(1);
      Value finite = Elementwise.finite(a).and(Elementwise.finite(b));
      Value near = a.minus(b).abs().le(b.abs().times(rtol).plus(atol)).and(finite);
      Value close = near.or(a.eq(b));
      return equalNan ? close.or(Elementwise.nan(a).and(Elementwise.nan(b))) : close;
    }
  }

  /**
   * Zeros of a shape with values added at index vectors: indices [n…, k], values [n…, rest…].
   * Several at one place are summed.
   */
  public record Scatter(List<Integer> shape) implements Operation.OfTwo {
    public Scatter {
      shape = List.copyOf(shape);
    }

    @Override
    public Value write(Value indices, Value values) {
      Shape all = Shape.of(shape);
      Places places = Places.of("scatter", indices, values, all);
      var add = new ScatterAdd(0, places.targets());
      return Value.of(add, places.at(), places.rows(values)).reshape(all);
    }
  }
}
