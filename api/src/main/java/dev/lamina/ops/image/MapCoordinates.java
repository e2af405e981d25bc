package dev.lamina.ops.image;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Unary;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;

/**
 * Reads an array between its elements. x: rank n; coordinates: [n, …], one index per axis -> […].
 * Borders are those of SciPy's function of this name: indices are folded after rounding. Integers
 * are rounded.
 *
 * @param order 0: the nearest element; 1: linear between the two nearest on each axis
 */
public record MapCoordinates(int order, FillMode fillMode, double fillValue)
    implements Operation.OfTwo {
  public MapCoordinates {
    if (order != 0 && order != 1) {
      throw new IllegalArgumentException("map_coordinates: order must be 0 or 1, got " + order);
    }
  }

  @Override
  public Value write(Value x, Value coordinates) {
    if (coordinates.rank() < 2 || coordinates.dim(0) != x.rank()) {
      throw new IllegalArgumentException(
          "map_coordinates: expected coordinates [%d, …] for an array of rank %d, got shape %s"
              .formatted(x.rank(), x.rank(), coordinates.shape()));
    }
    boolean wide = x.dtype() == DType.FLOAT64 || coordinates.dtype() == DType.FLOAT64;
    Value at = coordinates.cast(wide ? DType.FLOAT64 : DType.FLOAT32);
    Shape out = at.shape().without(0);
    Value flat = x.reshape(x.shape().intSize()).cast(at.dtype());
    Value y = read(x.shape(), flat, at, 0, Reading.start(out, at.dtype()));
    return Pixels.like(x, y);
  }

  /**
   * How far the reading of one element has come.
   *
   * @param index into the flat array
   * @param weight the product so far
   * @param inside whether no axis is beyond the border
   */
  private record Reading(Value index, Value weight, Value inside) {
    static Reading start(Shape shape, DType dtype) {
      Value one = Value.scalar(dtype, 1).broadcastTo(shape);
      return new Reading(Value.scalar(DType.INT32, 0).broadcastTo(shape), one, one.gt(0));
    }
  }

  private Value read(Shape shape, Value flat, Value at, int axis, Reading so) {
    if (axis == shape.rank()) {
      Value taken = flat.gather(0, so.index);
      Value filled =
          fillMode == FillMode.CONSTANT
              ? so.inside.select(taken, Value.scalar(taken.dtype(), fillValue))
              : taken;
      return filled.times(so.weight);
    }
    Value c = at.slice(0, axis, axis + 1).squeeze(0);
    Value lower = order == 0 ? c.unary(Unary.Kind.ROUND) : c.floor();
    if (order == 0) {
      return read(shape, flat, at, axis + 1, step(shape.dim(axis), so, lower, so.weight));
    }
    Value upper = lower.plus(1);
    Reading below = step(shape.dim(axis), so, lower, so.weight.times(upper.minus(c)));
    Reading above = step(shape.dim(axis), so, upper, so.weight.times(c.minus(lower)));
    return read(shape, flat, at, axis + 1, below).plus(read(shape, flat, at, axis + 1, above));
  }

  private Reading step(int size, Reading so, Value index, Value weight) {
    Value folded = fillMode.foldIndex(index, size).cast(DType.INT32);
    return new Reading(
        so.index.times(size).plus(folded), weight, so.inside.and(index.ge(0)).and(index.lt(size)));
  }
}
