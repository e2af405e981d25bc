package dev.lamina.ops;

import dev.lamina.graph.Operand;
import dev.lamina.graph.Operation;
import dev.lamina.tensor.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Operations that move elements; part of {@link Ops}. Negative axes count from the end. */
abstract class ShapeOps extends PairOps {
  ShapeOps() {}

  /** Empty for none. */
  static Optional<Ints> axes(int... axes) {
    return axes.length == 0 ? Optional.empty() : Optional.of(Ints.of(axes));
  }

  static <T extends Operand<T>> T joined(Operation op, List<T> xs) {
    if (xs.isEmpty()) {
      throw new IllegalArgumentException(
          op.kerasName() + ": expected at least one tensor, got none");
    }
    return xs.get(0).apply(op, xs).get(0);
  }

  /** min(max(x, min), max). */
  public static <T extends Operand<T>> T clip(T x, double min, double max) {
    return one(new Rounding.Clip(Optional.of(min), Optional.of(max)), x);
  }

  /** To so many decimals, halves to even. */
  public static <T extends Operand<T>> T round(T x, int decimals) {
    return one(new Rounding.Round(decimals), x);
  }

  /** Converted to another dtype; floats are cut toward zero. */
  public static <T extends Operand<T>> T cast(T x, DType dtype) {
    return one(new Rounding.Cast(dtype), x);
  }

  /** NaN as 0, infinities as the largest numbers. */
  public static <T extends Operand<T>> T nanToNum(T x) {
    return one(new Rounding.NanToNum(0.0, Optional.empty(), Optional.empty()), x);
  }

  /** x itself, but no gradient flows through it. */
  public static <T extends Operand<T>> T stopGradient(T x) {
    return one(new Rounding.StopGradient(), x);
  }

  /** In another shape of the same size; one dimension may be -1. */
  public static <T extends Operand<T>> T reshape(T x, int... shape) {
    return one(new Shaping.Reshape(Ints.list(Ints.of(shape).values())), x);
  }

  /** All elements along one axis. */
  public static <T extends Operand<T>> T ravel(T x) {
    return one(new Shaping.Ravel(), x);
  }

  /** Axes in another order; without axes: reversed. */
  public static <T extends Operand<T>> T transpose(T x, int... axes) {
    return one(new Shaping.Transpose(axes(axes).map(Ints::values)), x);
  }

  /** Two axes swapped. */
  public static <T extends Operand<T>> T swapaxes(T x, int axis1, int axis2) {
    return one(new Shaping.Swapaxes(axis1, axis2), x);
  }

  /** One axis moved to another place. */
  public static <T extends Operand<T>> T moveaxis(T x, int source, int destination) {
    return one(new Shaping.Moveaxis(Ints.of(source), Ints.of(destination)), x);
  }

  /** New axes of size one. */
  public static <T extends Operand<T>> T expandDims(T x, int... axis) {
    return one(new Shaping.ExpandDims(Ints.of(axis)), x);
  }

  /** Without axes of size one; without arguments: without all of them. */
  public static <T extends Operand<T>> T squeeze(T x, int... axis) {
    return one(new Shaping.Squeeze(axes(axis)), x);
  }

  /** Repeated to a larger shape. */
  public static <T extends Operand<T>> T broadcastTo(T x, int... shape) {
    return one(new Shaping.BroadcastTo(Ints.list(Ints.of(shape).values())), x);
  }

  /** Elements in reverse order along axes; without axes: along all. */
  public static <T extends Operand<T>> T flip(T x, int... axis) {
    return one(new Shaping.Flip(axes(axis)), x);
  }

  /** Elements moved along an axis, around the end. */
  public static <T extends Operand<T>> T roll(T x, int shift, int axis) {
    return one(new Shaping.Roll(Ints.of(shift), Optional.of(Ints.of(axis))), x);
  }

  /** The whole repeated along each axis. */
  public static <T extends Operand<T>> T tile(T x, int... repeats) {
    return one(new Shaping.Tile(Ints.list(Ints.of(repeats).values())), x);
  }

  /** Each entry of an axis repeated. */
  public static <T extends Operand<T>> T repeat(T x, int repeats, int axis) {
    return one(new Shaping.Repeat(Ints.of(repeats), Optional.of(axis)), x);
  }

  /** Zeros of x's type. */
  public static <T extends Operand<T>> T zerosLike(T x) {
    return one(new Shaping.ZerosLike(Optional.empty()), x);
  }

  /** Ones of x's type. */
  public static <T extends Operand<T>> T onesLike(T x) {
    return one(new Shaping.OnesLike(Optional.empty()), x);
  }

  /** The number in x's type. */
  public static <T extends Operand<T>> T fullLike(T x, Number value) {
    return one(new Shaping.FullLike(Optional.empty(), value), x);
  }

  /** Joined along an axis; all other axes are equal. */
  public static <T extends Operand<T>> T concatenate(int axis, List<T> xs) {
    return joined(new Joining.Concatenate(axis), xs);
  }

  /** Joined along a new axis; all shapes are equal. */
  public static <T extends Operand<T>> T stack(int axis, List<T> xs) {
    return joined(new Joining.Stack(axis), xs);
  }

  /** Joined along an axis; all other axes are equal. */
  public static <T extends Operand<T>> T concatenate(int axis, T x1, T x2) {
    return concatenate(axis, List.of(x1, x2));
  }

  /** Joined along a new axis; all shapes are equal. */
  public static <T extends Operand<T>> T stack(int axis, T x1, T x2) {
    return stack(axis, List.of(x1, x2));
  }

  /** Elements around x: {@code widths[i]} holds how many before and after on axis i. */
  public static <T extends Operand<T>> T pad(T x, int[][] widths, double value) {
    List<Ints> all = Arrays.stream(widths).map(w -> Ints.list(Ints.of(w).values())).toList();
    return one(new Shaping.Pad(all, "constant", Optional.of(value)), x);
  }
}
