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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operations that choose elements. */
public final class Indexing {
  private Indexing() {}

  /** Elements by position, as Python's {@code x[key]}. */
  public record GetItem(List<Index> key) implements Operation.OfOne {
    public GetItem {
      key = List.copyOf(key);
    }

    /** Elements {@code [start, limit)} of one axis. */
    static GetItem along(int axis, int start, int limit) {
      var key = new ArrayList<Index>();
      if (axis < 0) {
        key.add(Index.rest());
        key.add(Index.range(start, limit));
        key.addAll(Collections.nCopies(-axis - 1, Index.all()));
      } else {
        key.addAll(Collections.nCopies(axis, Index.all()));
        key.add(Index.range(start, limit));
      }
      return new GetItem(key);
    }

    @Override
    public Value write(Value x) {
      long used = key.stream().filter(GetItem::isOfAxis).count();
      if (used > x.rank()) {
        throw new IllegalArgumentException(
            "get_item: %d indices for shape %s".formatted(used, x.shape()));
      }
      Value out = x;
      int axis = 0;
      for (Index i : key) {
        if (i instanceof Index.NewAxis) {
          out = out.expandDims(axis++);
        } else if (i instanceof Index.Rest) {
          axis += x.rank() - (int) used;
        } else if (i instanceof Index.At at) {
          int p = at.position() < 0 ? at.position() + out.dim(axis) : at.position();
          if (p < 0 || p >= out.dim(axis)) {
            throw new IllegalArgumentException(
                "get_item: position %d is outside of axis %d of %s"
                    .formatted(at.position(), axis, out.shape()));
          }
          out = out.slice(axis, p, p + 1).squeeze(axis);
        } else if (i instanceof Index.Range r) {
          out = range(out, axis++, r);
        }
      }
      return out;
    }

    private static boolean isOfAxis(Index i) {
      return i instanceof Index.At || i instanceof Index.Range;
    }

    /** Python's rules: bounds outside are cut; a negative step starts at the end. */
    private static Value range(Value x, int axis, Index.Range r) {
      int n = x.dim(axis);
      int step = r.step().orElse(1);
      Value forward = x;
      int start = r.start().map(s -> bound(s, n, step)).orElse(step > 0 ? 0 : n - 1);
      int stop = r.stop().map(s -> bound(s, n, step)).orElse(step > 0 ? n : -1);
      if (step < 0) {
        forward = x.reverse(axis);
        start = n - 1 - start;
        stop = n - 1 - stop;
      }
      int[] lo = new int[x.rank()];
      int[] hi = x.shape().toArray();
      int[] by = IntStream.generate(() -> 1).limit(x.rank()).toArray();
      lo[axis] = Math.min(start, n);
      hi[axis] = Math.max(stop, lo[axis]);
      by[axis] = Math.abs(step);
      boolean whole = lo[axis] == 0 && hi[axis] == n && by[axis] == 1;
      return whole ? forward : forward.slice(lo, hi, by);
    }

    private static int bound(int i, int n, int step) {
      int p = i < 0 ? i + n : i;
      return step > 0 ? Math.max(0, Math.min(n, p)) : Math.max(-1, Math.min(n - 1, p));
    }
  }

  /**
   * Entries of an axis by integer indices; negative ones count from the end. x: [a…, n, b…],
   * indices: [i…] -> [a…, i…, b…].
   *
   * @param axis empty: of all elements along one
   * @param indices where they are constants of the call
   */
  public record Take(Optional<Integer> axis, Optional<Ints> indices) implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      Value x = inputs.get(0);
      Value flat = axis.isPresent() ? x : x.reshape(Shape.of(x.shape().intSize()));
      int a = flat.shape().axis(axis.orElse(0));
      Value i = indices.map(Indexing::constant).orElseGet(() -> inputs.get(1));
      return List.of(flat.gather(a, wrapped(i, flat.dim(a))));
    }
  }

  private static Value constant(Ints indices) {
    Value all = Value.constant(Tensor.of(indices.toArray()));
    return indices.single() ? all.squeeze(0) : all;
  }

  private static Value wrapped(Value indices, int n) {
    Value i = indices.dtype() == DType.INT64 ? indices : indices.cast(DType.INT32);
    return i.lt(0).select(i.plus(n), i);
  }

  /**
   * For every place of the indices, the entry of x in the same row along the axis. x, indices:
   * equal in all other axes (or 1 there).
   */
  public record TakeAlongAxis(Optional<Integer> axis) implements Operation.OfTwo {
    @Override
    public Value write(Value in, Value places) {
      Value x = axis.isPresent() ? in : in.reshape(Shape.of(in.shape().intSize()));
      int a = x.shape().axis(axis.orElse(0));
      Shape rows =
          Shape.broadcast("take_along_axis", x.shape().without(a), places.shape().without(a));
      Value wide = x.broadcastTo(rows.insert(a, x.dim(a)));
      Value i = wrapped(places.broadcastTo(rows.insert(a, places.dim(a))), x.dim(a));
      // The flat position: that of the first entry of the row, and the index times the stride.
      int[] strides = wide.shape().strides();
      Value at = i.times(strides[a]);
      for (int d = 0; d < i.rank(); d++) {
        if (d != a) {
          at = at.plus(Value.of(new Iota(i.type(), d)).times(strides[d]));
        }
      }
      return wide.reshape(Shape.of(wide.shape().intSize())).gather(0, at);
    }
  }

  /**
   * condition ? x1 : x2, elementwise; shapes broadcast.
   *
   * @param x1 if it is a number
   * @param x2 if it is a number
   */
  public record Where(Optional<Number> x1, Optional<Number> x2) implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      Value condition = Promotion.truth(inputs.get(0));
      DType dtype =
          inputs.size() > 1
              ? inputs.get(1).dtype()
              : Promotion.beside(x2.orElse(0), Promotion.beside(x1.orElse(0), DType.INT32));
      Value a = x1.map(n -> scalar(n, dtype)).orElseGet(() -> inputs.get(1));
      Value b = x2.map(n -> scalar(n, dtype)).orElseGet(() -> inputs.get(inputs.size() - 1));
      List<Value> both = Promotion.together(List.of(a, b));
      Shape shape =
          Shape.broadcast(
              "where", condition.shape(), Shape.broadcast("where", a.shape(), b.shape()));
      return List.of(
          condition
              .broadcastTo(shape)
              .select(both.get(0).broadcastTo(shape), both.get(1).broadcastTo(shape)));
    }

    private static Value scalar(Number n, DType dtype) {
      return Value.scalar(Promotion.beside(n, dtype), n.doubleValue());
    }
  }

  /** Sums of the rows of one segment: data [n, …], segmentIds [n] -> [numSegments, …]. */
  public record SegmentSum(int numSegments, boolean sorted) implements Operation.OfTwo {
    @Override
    public Value write(Value data, Value segmentIds) {
      return Value.of(new ScatterAdd(0, numSegments), segmentIds, data);
    }
  }

  /**
   * The largest element of the rows of one segment; the lowest number of the dtype where there is
   * none. data [n, …], segmentIds [n] -> [numSegments, …].
   */
  public record SegmentMax(int numSegments, boolean sorted) implements Operation.OfTwo {
    @Override
    public Value write(Value data, Value segmentIds) {
      return extremum(data, segmentIds, numSegments);
    }
  }

  /** Like {@link SegmentMax}, the smallest. */
  public record SegmentMin(int numSegments, boolean sorted) implements Operation.OfTwo {
    @Override
    public Value write(Value data, Value segmentIds) {
      return extremum(data.negate(), segmentIds, numSegments).negate();
    }
  }

  /**
   * The product of the rows of one segment; 1 where there is none. data [n, …], segmentIds [n] ->
   * [numSegments, …].
   */
  public record SegmentProd(int numSegments, boolean sorted) implements Operation.OfTwo {
    @Override
    public Value write(Value data, Value segmentIds) {
      return members(data, segmentIds, numSegments, 1).reduce(Reduce.Kind.PROD, false, 1);
    }
  }

  private static Value extremum(Value data, Value ids, int segments) {
    return members(data, ids, segments, lowest(data.dtype())).maxOver(1);
  }

  /** For each segment all rows, those of others filled: [segments, n, …]. */
  private static Value members(Value data, Value ids, int segments, double fill) {
    int n = data.dim(0);
    Value row = Value.of(new Iota(new TensorType(ids.dtype(), Shape.of(segments, n)), 0));
    Value mine = row.compare(dev.lamina.graph.op.Compare.Kind.EQ, ids.expandDims(0));
    Shape wide = Shape.of(segments).concat(data.shape());
    int[] ones = IntStream.generate(() -> 1).limit(wide.rank()).toArray();
    ones[0] = segments;
    ones[1] = n;
    Value none = Value.scalar(data.dtype(), fill);
    return mine.reshape(ones)
        .broadcastTo(wide)
        .select(data.expandDims(0).broadcastTo(wide), none.broadcastTo(wide));
  }

  private static double lowest(DType d) {
    return switch (d) {
      case INT32 -> Integer.MIN_VALUE;
      case INT64 -> (double) Long.MIN_VALUE;
      case BOOL, UINT8 -> 0;
      default -> Double.NEGATIVE_INFINITY;
    };
  }
}
