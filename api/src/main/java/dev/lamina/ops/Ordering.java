package dev.lamina.ops;

import dev.lamina.graph.Node;
import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.ArgReduce;
import dev.lamina.graph.op.TopK;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Operations that compare elements with each other. */
public final class Ordering {
  private Ordering() {}

  /** Index (int32) of the first largest element; empty axis: of all elements along one. */
  public record Argmax(Optional<Integer> axis, boolean keepdims) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return extremum(ArgReduce.Kind.MAX, x, axis, keepdims);
    }
  }

  /** Index (int32) of the first smallest element. */
  public record Argmin(Optional<Integer> axis, boolean keepdims) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return extremum(ArgReduce.Kind.MIN, x, axis, keepdims);
    }
  }

  private static Value extremum(
      ArgReduce.Kind kind, Value in, Optional<Integer> axis, boolean keepdims) {
    Value x = comparable(in);
    if (axis.isEmpty()) {
      Value flat = Value.of(new ArgReduce(kind, 0), x.reshape(Shape.of(x.shape().intSize())));
      return keepdims ? flat.reshape(IntStream.generate(() -> 1).limit(x.rank()).toArray()) : flat;
    }
    int a = x.shape().axis(axis.get());
    Value out = Value.of(new ArgReduce(kind, a), x);
    return keepdims ? out.expandDims(a) : out;
  }

  private static Value comparable(Value x) {
    return x.dtype() == DType.BOOL || x.dtype() == DType.UINT8 ? x.cast(DType.INT32) : x;
  }

  /** The largest k of the last axis, descending, and their indices (int32). */
  public record TopKOp(int k, boolean sorted) implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      return Node.of(new TopK(k), List.of(inputs.get(0))).results();
    }

    @Override
    public String kerasName() {
      return "TopK";
    }
  }

  /** Ascending along an axis; empty: all elements along one. */
  public record Sort(Optional<Integer> axis) implements Operation.OfOne {
    @Override
    public Value write(Value in) {
      Value x = last(comparable(in), axis);
      Value down = Node.of(new TopK(x.dim(-1)), List.of(x)).result(0);
      return back(down.reverse(-1), axis).cast(in.dtype());
    }
  }

  /** The indices (int32) that sort an axis ascending; equal elements keep their order. */
  public record Argsort(Optional<Integer> axis) implements Operation.OfOne {
    @Override
    public Value write(Value in) {
      Value x = last(comparable(in), axis);
      return back(Node.of(new TopK(x.dim(-1)), List.of(x.negate())).result(1), axis);
    }
  }

  private static Value last(Value x, Optional<Integer> axis) {
    return axis.map(a -> x.swapAxes(a, -1)).orElseGet(() -> x.reshape(x.shape().intSize()));
  }

  private static Value back(Value x, Optional<Integer> axis) {
    return axis.map(a -> x.swapAxes(a, -1)).orElse(x);
  }

  /** Whether the target class is among the k largest predictions: [n], [n, classes] -> [n]. */
  public record InTopK(int k) implements Operation.OfTwo {
    @Override
    public Value write(Value targets, Value predictions) {
      Value mine =
          new Indexing.TakeAlongAxis(Optional.of(-1)).write(predictions, targets.expandDims(-1));
      // Ties at the boundary count as in.
      Value better = predictions.gt(mine).cast(DType.INT32).sum(-1);
      Value finite = mine.squeeze(-1).unary(dev.lamina.graph.op.Unary.Kind.IS_FINITE);
      return better.lt(k).and(finite);
    }
  }

  /**
   * Where values would be inserted to keep an ascending sequence [n] in order: int32 of the values'
   * shape.
   *
   * @param side left: before equal elements; right: behind them
   */
  public record SearchSorted(String side) implements Operation.OfTwo {
    public SearchSorted {
      if (!side.equals("left") && !side.equals("right")) {
        throw new IllegalArgumentException(
            "searchsorted: expected side left or right, got " + side);
      }
    }

    @Override
    public Value write(Value sequence, Value values) {
      List<Value> both = Promotion.together(List.of(sequence, values));
      Value v = both.get(1).expandDims(-1);
      Value before = side.equals("left") ? v.gt(both.get(0)) : v.ge(both.get(0));
      return before.cast(DType.INT32).sum(-1);
    }
  }

  /**
   * The q-quantile over axes.
   *
   * @param axis empty: all
   * @param method linear, lower, higher, midpoint or nearest, where it falls between two elements
   */
  public record Quantile(Optional<Ints> axis, String method, boolean keepdims, double q)
      implements Operation.OfOne {
    public Quantile {
      if (!(q >= 0 && q <= 1)) {
        throw new IllegalArgumentException("quantile: expected q in [0, 1], got " + q);
      }
    }

    @Override
    public Value write(Value x) {
      return overRows(x, axis, keepdims, rows -> between(ascending(rows), q * (rows.dim(-1) - 1)));
    }

    private Value between(Value sorted, double position) {
      int low = (int) Math.floor(position);
      int high = (int) Math.ceil(position);
      Value a = sorted.slice(-1, low, low + 1);
      Value b = sorted.slice(-1, high, high + 1);
      return switch (method) {
        case "linear" -> a.plus(b.minus(a).times(position - low));
        case "lower" -> a;
        case "higher" -> b;
        case "midpoint" -> a.plus(b).times(0.5);
        case "nearest" -> Math.rint(position) == low ? a : b;
        default -> throw unknownMethod("quantile", method);
      };
    }
  }

  static IllegalArgumentException unknownMethod(String op, String method) {
    return new IllegalArgumentException(
        "%s: expected method linear, lower, higher, midpoint or nearest, got '%s'"
            .formatted(op, method));
  }

  static Value ascending(Value rows) {
    return new Sort(Optional.of(-1)).write(rows);
  }

  /**
   * A function of the elements of axes.
   *
   * @param rows from [others…, elements] to [others…] or [others…, 1]
   */
  static Value overRows(
      Value in, Optional<Ints> axis, boolean keepdims, UnaryOperator<Value> rows) {
    Value x = Promotion.floating(in);
    int[] drop =
        axis.map(a -> IntStream.of(a.toArray()).map(x.shape()::axis).toArray())
            .orElseGet(() -> IntStream.range(0, x.rank()).toArray());
    List<Integer> dropped = IntStream.of(drop).boxed().toList();
    int[] keep = IntStream.range(0, x.rank()).filter(i -> !dropped.contains(i)).toArray();
    Value apart = x.transpose(IntStream.concat(IntStream.of(keep), IntStream.of(drop)).toArray());
    Shape kept = apart.shape().range(0, keep.length);
    int n = Math.toIntExact(x.shape().size() / kept.size());
    Value out = rows.apply(apart.reshape(kept.concat(Shape.of(n)))).reshape(kept);
    Shape ones = x.shape();
    for (int a : drop) {
      ones = ones.with(a, 1);
    }
    return keepdims ? out.reshape(ones) : out;
  }

  /** The q-th percentile over axes: {@link Quantile} of q / 100. */
  public record Percentile(Optional<Ints> axis, String method, boolean keepdims, double q)
      implements Operation.OfOne {
    public Percentile {
      Require.that(q >= 0 && q <= 100, "percentile: expected q in [0, 100], got %s", q);
    }

    @Override
    public Value write(Value x) {
      return new Quantile(axis, method, keepdims, q / 100).write(x);
    }
  }

  /**
   * Indices (int32) with that of the kth smallest at its place, smaller ones before, larger ones
   * behind it: here in ascending order.
   *
   * @param axis empty: of all elements along one
   */
  public record Argpartition(int kth, Optional<Integer> axis) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      int n = axis.map(x::dim).orElseGet(() -> x.shape().intSize());
      Require.that(
          kth >= -n && kth < n, "argpartition: expected kth in [%d, %d), got %d", -n, n, kth);
      return new Argsort(axis).write(x);
    }
  }

  /** The middle element over axes, or the mean of the two in the middle. */
  public record Median(Optional<Ints> axis, boolean keepdims) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return new Quantile(axis, "linear", keepdims, 0.5).write(x);
    }
  }
}
