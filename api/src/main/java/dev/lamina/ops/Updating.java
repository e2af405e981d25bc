package dev.lamina.ops;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Iota;
import dev.lamina.graph.op.ScatterAdd;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Blocks and places of a tensor that are read or replaced. */
public final class Updating {
  private Updating() {}

  /**
   * The block of a shape that begins at start. x: [n…], start: whole numbers [rank of x], which may
   * be computed -> shape. A computed start is moved so that the block fits; a constant one must
   * fit.
   *
   * @param shape the size of each axis; -1: all that is behind a constant start
   * @param startIndices the start where it is a constant of the call
   */
  public record Slice(List<Integer> shape, Optional<Ints> startIndices) implements Operation {
    public Slice {
      shape = List.copyOf(shape);
      Require.that(
          shape.stream().allMatch(d -> d >= -1)
              && (startIndices.isPresent() || !shape.contains(-1)),
          "slice: expected sizes >= 0, or -1 with a constant start, got %s",
          shape);
    }

    @Override
    public List<Value> write(List<Value> inputs) {
      Value x = inputs.get(0);
      Require.that(
          shape.size() == x.rank(),
          "slice: expected a size for each axis of %s, got %s",
          x.shape(),
          shape);
      if (startIndices.isEmpty()) {
        return List.of(at(x, starts("slice", x, Shape.of(shape), inputs.get(1))));
      }
      List<Integer> start = startIndices.get().values();
      var size = new ArrayList<Integer>();
      for (int i = 0; i < shape.size() && i < start.size(); i++) {
        size.add(shape.get(i) >= 0 ? shape.get(i) : x.dim(i) - start.get(i));
      }
      fits("slice", x, start, size);
      Value y = x;
      for (int i = 0; i < x.rank(); i++) {
        y = y.slice(i, start.get(i), start.get(i) + size.get(i));
      }
      return List.of(y);
    }

    private Value at(Value x, List<Value> starts) {
      Value y = x;
      for (int i = 0; i < x.rank(); i++) {
        y = y.gather(i, iota(shape.get(i)).plus(starts.get(i)));
      }
      return y;
    }
  }

  /**
   * x with the block that begins at start replaced. x: [n…], updates: of x's rank and not larger,
   * start: whole numbers [rank of x], which may be computed -> x's shape. A computed start is moved
   * so that the block fits; a constant one must fit.
   *
   * @param startIndices the start where it is a constant of the call
   */
  public record SliceUpdate(Optional<Ints> startIndices) implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      Value x = inputs.get(0);
      Value updates = inputs.get(inputs.size() - 1).cast(x.dtype());
      Require.that(
          updates.rank() == x.rank(),
          "slice_update: expected updates of rank %d as the tensor %s, got %s",
          x.rank(),
          x.shape(),
          updates.shape());
      return List.of(
          startIndices.isPresent()
              ? constant(x, updates, startIndices.get().values())
              : computed(x, updates, starts("slice_update", x, updates.shape(), inputs.get(1))));
    }

    private static Value constant(Value x, Value updates, List<Integer> start) {
      fits("slice_update", x, start, updates.shape().toList());
      int[] before = new int[x.rank()];
      int[] behind = new int[x.rank()];
      for (int i = 0; i < x.rank(); i++) {
        before[i] = start.get(i);
        behind[i] = x.dim(i) - start.get(i) - updates.dim(i);
      }
      Value ones = Value.full(new TensorType(DType.INT32, updates.shape()), 1);
      return ones.pad(before, behind, 0).gt(0).select(updates.pad(before, behind, 0), x);
    }

    private static Value computed(Value x, Value updates, List<Value> starts) {
      Value y = updates;
      Value inside = Value.full(new TensorType(DType.BOOL, x.shape()), 1);
      for (int i = 0; i < x.rank(); i++) {
        Require.that(
            updates.dim(i) > 0, "slice_update: expected updates, got shape %s", updates.shape());
        Value at = iota(x.dim(i)).minus(starts.get(i));
        Value last = Value.scalar(DType.INT32, updates.dim(i) - 1);
        Value within = at.ge(0).and(at.le(last));
        int[] wide = new int[x.rank()];
        java.util.Arrays.fill(wide, 1);
        wide[i] = x.dim(i);
        inside = inside.and(within.reshape(wide).broadcastTo(x.shape()));
        y = y.gather(i, at.max(0).min(last));
      }
      return inside.select(y, x);
    }
  }

  /**
   * x with the rows at index vectors replaced, or combined with what is there. x: [n…], indices:
   * [m, k], updates: [m, the last axes of x behind k] -> x's shape. Of several updates of one place
   * the last one stays; combined, all count.
   *
   * @param reduction empty: replace; add, max, min or mul
   */
  public record ScatterUpdate(Optional<String> reduction) implements Operation {
    private static final List<String> KNOWN = List.of("add", "max", "min", "mul");

    public ScatterUpdate {
      reduction = reduction.map(r -> r.toLowerCase(Locale.ROOT));
      Require.that(
          reduction.isEmpty() || KNOWN.contains(reduction.get()),
          "scatter_update: expected a reduction of %s or none, got %s",
          KNOWN,
          reduction.orElse(""));
    }

    @Override
    public List<Value> write(List<Value> inputs) {
      Value x = inputs.get(0);
      Places places = Places.of("scatter_update", inputs.get(1), inputs.get(2), x.shape());
      int n = places.targets();
      Value rows = x.reshape(Shape.of(n).concat(places.rest()));
      Value data = places.rows(inputs.get(2)).cast(x.dtype());
      Value out =
          switch (reduction.orElse("")) {
            case "add" -> rows.plus(Value.of(new ScatterAdd(0, n), places.at(), data));
            case "mul" -> rows.times(new Indexing.SegmentProd(n, false).write(data, places.at()));
            case "max" ->
                places.hit(
                    rows, rows.max(new Indexing.SegmentMax(n, false).write(data, places.at())));
            case "min" ->
                places.hit(
                    rows, rows.min(new Indexing.SegmentMin(n, false).write(data, places.at())));
            default -> last(places, rows, data);
          };
      return List.of(out.reshape(x.shape()));
    }

    /** Sorted by place, in which equal places keep their order, only the last of each counts. */
    private static Value last(Places places, Value rows, Value data) {
      Value order = new Ordering.Argsort(Optional.of(-1)).write(places.at());
      Value sorted = places.at().gather(0, order);
      int m = sorted.dim(0);
      Value end = Value.full(new TensorType(DType.INT32, Shape.of(1)), -1);
      Value next = m == 0 ? sorted : Value.concat(0, List.of(sorted.slice(0, 1, m), end));
      Value stays = sorted.eq(next).not();
      int[] wide = new int[data.rank()];
      java.util.Arrays.fill(wide, 1);
      wide[0] = m;
      Value zero = Value.scalar(data.dtype(), 0);
      Value kept =
          stays
              .reshape(wide)
              .broadcastTo(data.shape())
              .select(data.gather(0, order), zero.broadcastTo(data.shape()));
      Value put = Value.of(new ScatterAdd(0, rows.dim(0)), sorted, kept);
      return places.hit(rows, put);
    }
  }

  private static Value iota(int n) {
    return Value.of(new Iota(new TensorType(DType.INT32, Shape.of(n)), 0));
  }

  /** The start on each axis, int32 scalars, moved so that a block of this size fits. */
  private static List<Value> starts(String op, Value x, Shape size, Value start) {
    Require.that(
        start.shape().equals(Shape.of(x.rank())) && !start.dtype().isFloating(),
        "%s: expected a start of whole numbers [%d], got %s",
        op,
        x.rank(),
        start.type());
    var out = new ArrayList<Value>();
    for (int i = 0; i < x.rank(); i++) {
      Require.that(
          size.dim(i) <= x.dim(i), "%s: a block of %s does not fit into %s", op, size, x.shape());
      Value at = start.cast(DType.INT32).slice(0, i, i + 1);
      out.add(at.max(0).min(Value.scalar(DType.INT32, x.dim(i) - size.dim(i))));
    }
    return out;
  }

  private static void fits(String op, Value x, List<Integer> start, List<Integer> size) {
    boolean ok = start.size() == x.rank() && size.size() == x.rank();
    for (int i = 0; ok && i < x.rank(); i++) {
      ok = start.get(i) >= 0 && size.get(i) >= 0 && size.get(i) <= x.dim(i) - start.get(i);
    }
    Require.that(ok, "%s: a block of %s at %s does not fit into %s", op, size, start, x.shape());
  }
}
