package dev.lamina.ops;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Tables;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** Operations that leave out elements that are NaN; see also {@link Reducing}. */
public final class WithoutNan {
  private static final List<String> METHODS =
      List.of("linear", "lower", "higher", "midpoint", "nearest");

  private WithoutNan() {}

  /** Index (int32) of the first largest number; -1 where there is none; empty axis: of all. */
  public record Nanargmax(Optional<Integer> axis, boolean keepdims) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      Value filled = filled(x, Double.NEGATIVE_INFINITY);
      return orNone(x, axis, keepdims, new Ordering.Argmax(axis, keepdims).write(filled));
    }
  }

  /** Index (int32) of the first smallest number; -1 where there is none; empty axis: of all. */
  public record Nanargmin(Optional<Integer> axis, boolean keepdims) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      Value filled = filled(x, Double.POSITIVE_INFINITY);
      return orNone(x, axis, keepdims, new Ordering.Argmin(axis, keepdims).write(filled));
    }
  }

  private static Value orNone(Value x, Optional<Integer> axis, boolean keepdims, Value index) {
    if (!x.dtype().isFloating()) {
      return index;
    }
    Value any =
        new Reducing(Reducing.Kind.ANY, axis.map(Ints::of), keepdims).write(Elementwise.number(x));
    return any.select(index, Value.scalar(index.dtype(), -1));
  }

  /** Running sum in which NaN counts as 0; empty axis: of all elements along one. */
  public record Nancumsum(Optional<Integer> axis, Optional<DType> dtype)
      implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return new Running.Cumsum(axis, dtype).write(filled(x, 0));
    }
  }

  /** Running product in which NaN counts as 1; empty axis: of all elements along one. */
  public record Nancumprod(Optional<Integer> axis, Optional<DType> dtype)
      implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return new Running.Cumprod(axis, dtype).write(filled(x, 1));
    }
  }

  /**
   * The q-quantile over axes of what is not NaN; NaN where there is nothing else.
   *
   * @param axis empty: all
   * @param method linear, lower, higher, midpoint or nearest, where it falls between two elements
   */
  public record Nanquantile(Optional<Ints> axis, String method, boolean keepdims, double q)
      implements Operation.OfOne {
    public Nanquantile {
      Require.that(q >= 0 && q <= 1, "nanquantile: expected q in [0, 1], got %s", q);
      if (!METHODS.contains(method)) {
        throw Ordering.unknownMethod("nanquantile", method);
      }
    }

    @Override
    public Value write(Value x) {
      return Ordering.overRows(x, axis, keepdims, this::ofRows);
    }

    /**
     * Sorted, the numbers come first. How many there are is known at run time only, and where the
     * quantile is then, is looked up.
     */
    private Value ofRows(Value rows) {
      int n = Tables.size("nanquantile", rows.dim(-1) + 1L, 1) - 1;
      Value count = Elementwise.number(rows).cast(DType.INT32).reduce(Reduce.Kind.SUM, true, -1);
      Value sorted = Ordering.ascending(filled(rows, Double.POSITIVE_INFINITY));
      int[] low = new int[n + 1];
      int[] high = new int[n + 1];
      double[] share = new double[n + 1];
      for (int c = 0; c <= n; c++) {
        double position = q * Math.max(0, c - 1);
        int down = (int) Math.floor(position);
        int up = (int) Math.ceil(position);
        int near = (int) Math.rint(position);
        low[c] = method.equals("higher") ? up : method.equals("nearest") ? near : down;
        high[c] = method.equals("lower") ? down : method.equals("nearest") ? near : up;
        share[c] = method.equals("midpoint") ? 0.5 : position - down;
      }
      Value a = at(sorted, count, low);
      Value b = at(sorted, count, high);
      Value part = Value.constant(Tensor.of(share)).cast(rows.dtype()).gather(0, count);
      return count
          .gt(0)
          .select(a.plus(b.minus(a).times(part)), Value.scalar(rows.dtype(), Double.NaN));
    }

    private static Value at(Value sorted, Value count, int[] places) {
      Value place = Value.constant(Tensor.of(places)).gather(0, count);
      return new Indexing.TakeAlongAxis(Optional.of(-1)).write(sorted, place);
    }
  }

  /** The q-th percentile over axes: {@link Nanquantile} of q / 100. */
  public record Nanpercentile(Optional<Ints> axis, String method, boolean keepdims, double q)
      implements Operation.OfOne {
    public Nanpercentile {
      Require.that(q >= 0 && q <= 100, "nanpercentile: expected q in [0, 100], got %s", q);
    }

    @Override
    public Value write(Value x) {
      return new Nanquantile(axis, method, keepdims, q / 100).write(x);
    }
  }

  /** The middle number over axes, or the mean of the two in the middle; empty axis: of all. */
  public record Nanmedian(Optional<Ints> axis, boolean keepdims) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return new Nanquantile(axis, "linear", keepdims, 0.5).write(x);
    }
  }

  private static Value filled(Value x, double value) {
    return x.dtype().isFloating()
        ? Elementwise.number(x).select(x, Value.scalar(x.dtype(), value))
        : x;
  }
}
