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
    public Value write(Value in) {
      Value x = Promotion.floating(in);
      int[] drop =
          axis.map(a -> IntStream.of(a.toArray()).map(x.shape()::axis).toArray())
              .orElseGet(() -> IntStream.range(0, x.rank()).toArray());
      List<Integer> dropped = IntStream.of(drop).boxed().toList();
      int[] keep = IntStream.range(0, x.rank()).filter(i -> !dropped.contains(i)).toArray();
      Value rows = x.transpose(IntStream.concat(IntStream.of(keep), IntStream.of(drop)).toArray());
      Shape kept = rows.shape().range(0, keep.length);
      int n = Math.toIntExact(x.shape().size() / kept.size());
      Value sorted = new Sort(Optional.of(-1)).write(rows.reshape(kept.concat(Shape.of(n))));
      Value out = between(sorted, q * (n - 1)).reshape(kept);
      Shape ones = x.shape();
      for (int a : drop) {
        ones = ones.with(a, 1);
      }
      return keepdims ? out.reshape(ones) : out;
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
        default ->
            throw new IllegalArgumentException(
                "quantile: expected method linear, lower, higher, midpoint or nearest, got '%s'"
                    .formatted(method));
      };
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
