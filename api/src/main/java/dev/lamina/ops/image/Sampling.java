package dev.lamina.ops.image;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Iota;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;

/**
 * Reads images between their pixels.
 *
 * @param images [batch, rows, columns, channels]
 * @param fillMode what pixels beyond the border are
 */
record Sampling(Value images, FillMode fillMode, double fillValue) {
  /** The pixel nearest to (y, x); halves away from zero. y, x: [batch, height, width]. */
  Value nearest(Value y, Value x) {
    return pixel(round(y), round(x));
  }

  private static Value round(Value v) {
    return v.abs().plus(0.5).floor().times(v.sign());
  }

  /** The four pixels around (y, x), weighted by nearness. y, x: [batch, height, width]. */
  Value bilinear(Value y, Value x) {
    Value top = y.floor();
    Value left = x.floor();
    Value bottom = top.plus(1);
    Value right = left.plus(1);
    Value toBottom = weight(bottom.minus(y));
    Value toRight = weight(right.minus(x));
    Value fromTop = weight(y.minus(top));
    Value fromLeft = weight(x.minus(left));
    Value above = toRight.times(real(top, left)).plus(fromLeft.times(real(top, right)));
    Value below = toRight.times(real(bottom, left)).plus(fromLeft.times(real(bottom, right)));
    return toBottom.times(above).plus(fromTop.times(below)).cast(images.dtype());
  }

  /** Halves are mixed in float32. */
  private DType dtype() {
    return images.dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
  }

  private Value weight(Value w) {
    return w.expandDims(-1).cast(dtype());
  }

  private Value real(Value y, Value x) {
    return pixel(y, x).cast(dtype());
  }

  /** The pixels at whole coordinates: [batch, height, width, channels]. */
  Value pixel(Value y, Value x) {
    Shape s = images.shape();
    int rows = s.dim(1);
    int columns = s.dim(2);
    Value row = fillMode.foldIndex(y, rows).cast(DType.INT32);
    Value column = fillMode.foldIndex(x, columns).cast(DType.INT32);
    Value image =
        Value.of(new Iota(new TensorType(DType.INT32, Shape.of(s.dim(0), 1, 1)), 0))
            .times(rows * columns);
    Value index = row.times(columns).plus(column).plus(image);
    Value taken = images.reshape(s.dim(0) * rows * columns, s.dim(3)).gather(0, index);
    return fillMode == FillMode.CONSTANT
        ? inside(y, rows)
            .and(inside(x, columns))
            .expandDims(-1)
            .select(taken, Value.scalar(taken.dtype(), fillValue))
        : taken;
  }

  private static Value inside(Value at, int size) {
    return at.ge(0).and(at.lt(size));
  }
}
