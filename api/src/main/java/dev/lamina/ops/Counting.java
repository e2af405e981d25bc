package dev.lamina.ops;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Iota;
import dev.lamina.graph.op.Reduce;
import dev.lamina.graph.op.ScatterAdd;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operations that count elements, or put them into bins. */
public final class Counting {
  private Counting() {}

  /** How many elements are not 0, int32; empty axis: of all. */
  public record CountNonzero(Optional<Ints> axis) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      Value counts = Promotion.truth(x).cast(DType.INT32);
      return new Reducing(Reducing.Kind.SUM, axis, false).write(counts);
    }
  }

  /**
   * How often each of 0, 1, …, minlength - 1 occurs in whole numbers: [n] or [batch, n] ->
   * [minlength], [batch, minlength]. Larger and negative ones are not counted: Keras' result grows
   * with the largest number, but shapes do not depend on numbers here.
   *
   * @param weights what an element counts, where it is a constant; empty: 1, and the counts are
   *     int32
   */
  public record Bincount(Optional<List<Double>> weights, int minlength, boolean sparse)
      implements Operation {
    public Bincount {
      weights = weights.map(List::copyOf);
      if (minlength < 1) {
        throw new IllegalArgumentException(
            "bincount: expected a minlength > 0, which is the size of the result: shapes do not depend on numbers; got "
                + minlength);
      }
      if (sparse) {
        throw new IllegalArgumentException(
            "bincount: sparse = true is not supported; there are no sparse tensors");
      }
    }

    @Override
    public List<Value> write(List<Value> inputs) {
      Value x = inputs.get(0);
      if (x.dtype().isFloating() || x.dtype() == DType.BOOL || x.rank() < 1 || x.rank() > 2) {
        throw new IllegalArgumentException(
            "bincount: expected whole numbers [n] or [batch, n], got " + x.type());
      }
      Value hot = x.cast(DType.INT64).oneHot(minlength, DType.INT32);
      if (inputs.size() < 2 && weights.isEmpty()) {
        return List.of(hot.sum(-2));
      }
      Value w = inputs.size() > 1 ? inputs.get(1) : constant(weights.orElseThrow());
      Value counted = w.dtype() == DType.BOOL ? w.cast(DType.INT32) : w;
      return List.of(hot.cast(counted.dtype()).times(counted.expandDims(-1)).sum(-2));
    }
  }

  /**
   * Counts of equal bins and their borders: [n…] -> [bins], [bins + 1]. A bin holds its lower
   * border; the last holds both.
   *
   * @param range the outer borders; empty: the smallest and largest element
   */
  public record Histogram(int bins, Optional<List<Double>> range) implements Operation {
    public Histogram {
      range = range.map(List::copyOf);
      if (bins < 1) {
        throw new IllegalArgumentException("histogram: expected bins > 0, got " + bins);
      }
      if (range.isPresent()
          && (range.get().size() != 2 || !(range.get().get(0) <= range.get().get(1)))) {
        throw new IllegalArgumentException(
            "histogram: expected a range of two ascending numbers, got " + range.get());
      }
    }

    @Override
    public List<Value> write(List<Value> inputs) {
      Value x = Promotion.floating(inputs.get(0)).reshape(inputs.get(0).shape().intSize());
      DType d = x.dtype();
      Value lo = range.map(r -> Value.scalar(d, r.get(0))).orElseGet(() -> x.minOver(0));
      Value hi = range.map(r -> Value.scalar(d, r.get(1))).orElseGet(() -> x.maxOver(0));
      // A single value is in the middle of a range of 1.
      Value half = hi.eq(lo).cast(d).times(0.5);
      Value low = lo.minus(half);
      Value high = hi.plus(half);
      Value at = Value.of(new Iota(new TensorType(d, Shape.of(bins + 1)), 0));
      Value inner = low.plus(high.minus(low).div(bins).times(at));
      Value edges = at.eq(bins).select(high.broadcastTo(at.shape()), inner);
      Value inside = x.ge(low).and(x.le(high));
      Value bin = bin(x, edges.slice(0, 1, bins));
      Value counts = Value.of(new ScatterAdd(0, bins), bin, inside.cast(DType.INT32));
      return List.of(counts, edges);
    }

    private static Value bin(Value x, Value borders) {
      return borders.dim(0) == 0
          ? x.times(0).cast(DType.INT32)
          : new Ordering.SearchSorted("right").write(borders, x);
    }
  }

  /**
   * The bin of each element, int32: how many of the ascending borders are not above it.
   *
   * @param bins the borders if they are constants of the call
   */
  public record Digitize(Optional<List<Double>> bins) implements Operation {
    public Digitize {
      bins = bins.map(List::copyOf);
    }

    @Override
    public List<Value> write(List<Value> inputs) {
      Value borders = bins.map(Counting::constant).orElseGet(() -> inputs.get(1));
      if (borders.rank() != 1) {
        throw new IllegalArgumentException("digitize: expected borders [n], got " + borders.type());
      }
      return List.of(new Ordering.SearchSorted("right").write(borders, inputs.get(0)));
    }
  }

  /**
   * Whether each element of x1 is one of x2's.
   *
   * @param assumeUnique changes nothing here
   * @param invert whether it is none of them
   */
  public record IsIn(boolean assumeUnique, boolean invert) implements Operation.OfTwo {
    @Override
    public Value write(Value x1, Value x2) {
      List<Value> both = Promotion.together(List.of(Promotion.number(x1), Promotion.number(x2)));
      Value all = both.get(1).reshape(both.get(1).shape().intSize());
      Value equal = both.get(0).expandDims(-1).eq(all);
      Value any = equal.cast(DType.INT32).reduce(Reduce.Kind.MAX, false, equal.rank() - 1).gt(0);
      return invert ? any.not() : any;
    }
  }

  /**
   * The mean over axes, weighted if there is a second tensor: of x's shape, or [size of the axis].
   *
   * @param axis empty: all
   */
  public record Average(Optional<Ints> axis) implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      Value x = Promotion.floating(inputs.get(0));
      if (inputs.size() < 2) {
        return List.of(new Reducing(Reducing.Kind.MEAN, axis, false).write(x));
      }
      List<Value> both = Promotion.together(List.of(x, inputs.get(1)));
      Value w = weights(both.get(0), both.get(1));
      var sum = new Reducing(Reducing.Kind.SUM, axis, false);
      return List.of(sum.write(both.get(0).times(w)).div(sum.write(w.broadcastTo(x.shape()))));
    }

    private Value weights(Value x, Value w) {
      if (w.shape().equals(x.shape())) {
        return w;
      }
      int a = axis.filter(i -> i.values().size() == 1).map(i -> x.shape().axis(i.get())).orElse(-1);
      if (a < 0 || w.rank() != 1 || w.dim(0) != x.dim(a)) {
        throw new IllegalArgumentException(
            "average: expected weights of shape %s, or one for each entry of a single axis, got %s for axis %s"
                .formatted(x.shape(), w.shape(), axis.map(Ints::values)));
      }
      int[] dims = IntStream.generate(() -> 1).limit(x.rank()).toArray();
      dims[a] = w.dim(0);
      return w.reshape(dims);
    }
  }

  private static Value constant(List<Double> values) {
    float[] out = new float[values.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = values.get(i).floatValue();
    }
    return Value.constant(Tensor.wrap(out, Shape.of(out.length)));
  }
}
