package dev.lamina.ops;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operations that move elements without computing. Negative axes count from the end. */
public final class Shaping {
  private Shaping() {}

  /** In another shape of the same size; one dimension may be -1: what is left over. */
  public record Reshape(Ints newshape) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      int[] dims = newshape.toArray();
      long known = 1;
      int open = -1;
      for (int i = 0; i < dims.length; i++) {
        if (dims[i] >= 0) {
          known *= dims[i];
        } else if (dims[i] == -1 && open < 0) {
          open = i;
        } else {
          throw new IllegalArgumentException(
              "reshape: expected sizes >= 0 and at most one -1, got " + newshape.values());
        }
      }
      if (open >= 0 && (known == 0 || x.shape().size() % known != 0)) {
        throw new IllegalArgumentException(
            "reshape: %d elements of shape %s do not fit into %s"
                .formatted(x.shape().size(), x.shape(), newshape.values()));
      }
      if (open >= 0) {
        dims[open] = Math.toIntExact(x.shape().size() / known);
      }
      return x.reshape(dims);
    }
  }

  /** All elements along one axis. */
  public record Ravel() implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return x.reshape(Shape.of(x.shape().intSize()));
    }
  }

  /** Axes in another order; empty: reversed. */
  public record Transpose(Optional<List<Integer>> axes) implements Operation.OfOne {
    public Transpose {
      axes = axes.map(List::copyOf);
    }

    @Override
    public Value write(Value x) {
      int[] order =
          axes.map(Shaping::array)
              .orElseGet(() -> IntStream.range(0, x.rank()).map(i -> x.rank() - 1 - i).toArray());
      return x.transpose(order);
    }
  }

  /** Two axes swapped. */
  public record Swapaxes(int axis1, int axis2) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return x.swapAxes(axis1, axis2);
    }
  }

  /** Axes moved to other places; the others keep their order. */
  public record Moveaxis(Ints source, Ints destination) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      List<Integer> from = source.values().stream().map(a -> x.shape().axis(a)).toList();
      List<Integer> to = destination.values().stream().map(a -> x.shape().axis(a)).toList();
      if (from.size() != to.size()) {
        throw new IllegalArgumentException(
            "moveaxis: expected as many sources as destinations, got %s and %s"
                .formatted(source.values(), destination.values()));
      }
      var order = new ArrayList<Integer>(Collections.nCopies(x.rank(), -1));
      for (int i = 0; i < from.size(); i++) {
        order.set(to.get(i), from.get(i));
      }
      int next = 0;
      for (int i = 0; i < order.size(); i++) {
        if (order.get(i) < 0) {
          while (from.contains(next)) {
            next++;
          }
          order.set(i, next++);
        }
      }
      return x.transpose(array(order));
    }
  }

  /** New axes of size one, at these positions of the result. */
  public record ExpandDims(Ints axis) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      int rank = x.rank() + axis.values().size();
      Value out = x;
      for (int a : axis.values().stream().map(i -> i < 0 ? i + rank : i).sorted().toList()) {
        if (a < 0 || a > out.rank()) {
          throw new IllegalArgumentException(
              "expand_dims: expected axes in [%d, %d), got %s"
                  .formatted(-rank, rank, axis.values()));
        }
        out = out.expandDims(a);
      }
      return out;
    }
  }

  /** Without axes of size one; empty: without all of them. */
  public record Squeeze(Optional<Ints> axis) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      int[] drop =
          axis.map(Ints::toArray)
              .orElseGet(() -> IntStream.range(0, x.rank()).filter(i -> x.dim(i) == 1).toArray());
      Value out = x;
      int[] sorted = IntStream.of(drop).map(x.shape()::axis).sorted().toArray();
      for (int i = sorted.length - 1; i >= 0; i--) {
        out = out.squeeze(sorted[i]);
      }
      return out;
    }
  }

  /** Repeated along axes of size one and new leading axes, to this shape. */
  public record BroadcastTo(Ints shape) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return x.broadcastTo(Shape.of(shape.toArray()));
    }
  }

  /** Elements in reverse order along axes; empty: along all. */
  public record Flip(Optional<Ints> axis) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return x.reverse(
          axis.map(Ints::toArray).orElseGet(() -> IntStream.range(0, x.rank()).toArray()));
    }
  }

  /** Rows in reverse order: {@link Flip} of the first axis. */
  public record Flipud() implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      Require.that(x.rank() >= 1, "flipud: expected rank 1 or more, got %s", x.shape());
      return x.reverse(0);
    }
  }

  /** Columns in reverse order: {@link Flip} of the second axis. */
  public record Fliplr() implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      Require.that(x.rank() >= 2, "fliplr: expected rank 2 or more, got %s", x.shape());
      return x.reverse(1);
    }
  }

  /** Elements moved along axes, around the end; empty: along all as if they were one. */
  public record Roll(Ints shift, Optional<Ints> axis) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      if (axis.isEmpty()) {
        Value flat = x.reshape(Shape.of(x.shape().intSize()));
        int all = shift.values().stream().mapToInt(Integer::intValue).sum();
        return roll(flat, 0, all).reshape(x.shape());
      }
      Value out = x;
      List<Integer> axes = axis.get().values();
      for (int i = 0; i < axes.size(); i++) {
        int by = shift.values().get(shift.values().size() == 1 ? 0 : i);
        out = roll(out, x.shape().axis(axes.get(i)), by);
      }
      return out;
    }

    private static Value roll(Value x, int axis, int by) {
      int n = x.dim(axis);
      int k = n == 0 ? 0 : Math.floorMod(by, n);
      return k == 0
          ? x
          : Value.concat(axis, List.of(x.slice(axis, n - k, n), x.slice(axis, 0, n - k)));
    }
  }

  /** The whole repeated along each axis; missing leading repeats are 1. */
  public record Tile(Ints repeats) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      Value out = x;
      while (out.rank() < repeats.values().size()) {
        out = out.expandDims(0);
      }
      int lead = out.rank() - repeats.values().size();
      for (int i = lead; i < out.rank(); i++) {
        int n = repeats.values().get(i - lead);
        out = n == 1 ? out : repeat(out.expandDims(i), i, n, i);
      }
      return out;
    }
  }

  /** Each entry of an axis repeated; empty axis: of all elements along one. */
  public record Repeat(Ints repeats, Optional<Integer> axis) implements Operation.OfOne {
    @Override
    public Value write(Value in) {
      Value x = axis.isPresent() ? in : in.reshape(Shape.of(in.shape().intSize()));
      int a = x.shape().axis(axis.orElse(0));
      if (repeats.values().size() == 1) {
        return Shaping.repeat(x.expandDims(a + 1), a + 1, repeats.get(), a);
      }
      if (repeats.values().size() != x.dim(a)) {
        throw new IllegalArgumentException(
            "repeat: expected one number, or %d for axis %d of %s, got %s"
                .formatted(x.dim(a), a, x.shape(), repeats.values()));
      }
      var parts = new ArrayList<Value>();
      for (int i = 0; i < x.dim(a); i++) {
        int n = repeats.values().get(i);
        if (n > 0) {
          parts.add(Shaping.repeat(x.slice(a, i, i + 1).expandDims(a + 1), a + 1, n, a));
        }
      }
      return Value.concat(a, parts);
    }
  }

  /** Repeats a new axis and joins it with the one at {@code a}. */
  private static Value repeat(Value expanded, int axis, int times, int a) {
    Value wide = expanded.broadcastTo(expanded.shape().with(axis, times));
    Shape s = wide.shape();
    return wide.reshape(s.without(a + 1).with(a, s.dim(a) * s.dim(a + 1)));
  }

  /**
   * Elements around x.
   *
   * @param padWidth how many before and after, per axis
   * @param mode constant, reflect (without the edge itself) or symmetric
   * @param constantValues what to pad with in mode constant; empty: 0
   */
  public record Pad(List<Ints> padWidth, String mode, Optional<Number> constantValues)
      implements Operation.OfOne {
    public Pad {
      padWidth = List.copyOf(padWidth);
      if (!List.of("constant", "reflect", "symmetric").contains(mode)) {
        throw new IllegalArgumentException(
            "pad: expected mode constant, reflect or symmetric, got '" + mode + "'");
      }
    }

    @Override
    public Value write(Value x) {
      int[] lo = new int[x.rank()];
      int[] hi = new int[x.rank()];
      if (padWidth.size() != x.rank()) {
        throw new IllegalArgumentException(
            "pad: expected widths for %d axes of %s, got %d"
                .formatted(x.rank(), x.shape(), padWidth.size()));
      }
      for (int i = 0; i < lo.length; i++) {
        List<Integer> w = padWidth.get(i).values();
        lo[i] = w.get(0);
        hi[i] = w.get(w.size() - 1);
      }
      return mode.equals("constant")
          ? x.pad(lo, hi, constantValues.orElse(0).doubleValue())
          : mirrored(x, lo, hi);
    }

    private Value mirrored(Value x, int[] lo, int[] hi) {
      int skip = mode.equals("reflect") ? 1 : 0;
      Value out = x;
      for (int a = 0; a < x.rank(); a++) {
        int n = out.dim(a);
        if (Math.max(lo[a], hi[a]) > n - skip) {
          throw new IllegalArgumentException(
              "pad: mode %s has at most %d elements for axis %d of %s, got %s"
                  .formatted(mode, n - skip, a, x.shape(), padWidth.get(a).values()));
        }
        var parts = new ArrayList<Value>();
        if (lo[a] > 0) {
          parts.add(out.slice(a, skip, skip + lo[a]).reverse(a));
        }
        parts.add(out);
        if (hi[a] > 0) {
          parts.add(out.slice(a, n - skip - hi[a], n - skip).reverse(a));
        }
        out = Value.concat(a, parts);
      }
      return out;
    }
  }

  /** All elements equal; empty dtype: x's. */
  public record FullLike(Optional<DType> dtype, Number fillValue) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return filled(x, dtype, fillValue.doubleValue());
    }
  }

  /** Zeros; empty dtype: x's. */
  public record ZerosLike(Optional<DType> dtype) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return filled(x, dtype, 0);
    }
  }

  /** Ones; empty dtype: x's. */
  public record OnesLike(Optional<DType> dtype) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return filled(x, dtype, 1);
    }
  }

  private static Value filled(Value x, Optional<DType> dtype, double value) {
    return Value.full(new TensorType(dtype.orElse(x.dtype()), x.shape()), value);
  }

  private static int[] array(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }
}
