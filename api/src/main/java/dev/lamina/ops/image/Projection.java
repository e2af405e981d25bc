package dev.lamina.ops.image;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Iota;
import dev.lamina.layers.Interpolation;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Moves the pixels of images: output pixel (x, y) is read at ((a₀ x + a₁ y + a₂) / k, (b₀ x + b₁ y
 * + b₂) / k) with k = c₀ x + c₁ y + 1.
 *
 * @param fillMode what is read beyond the border
 */
public record Projection(Interpolation interpolation, FillMode fillMode, double fillValue) {
  public Projection {
    if (interpolation != Interpolation.NEAREST && interpolation != Interpolation.BILINEAR) {
      throw new IllegalArgumentException(
          "image transform: interpolation must be nearest or bilinear, got "
              + interpolation.keras());
    }
    if (fillMode == FillMode.MIRROR) {
      throw new IllegalArgumentException(
          "image transform: fillMode must be constant, nearest, wrap or reflect, got mirror");
    }
  }

  /**
   * @param images [batch, rows, columns, channels], floating
   * @param transform a₀ a₁ a₂ b₀ b₁ b₂ and, unless both are 0, c₀ c₁: [1 or batch, 6 or 8]
   */
  public Value apply(Value images, Value transform) {
    int rows = images.dim(1);
    int columns = images.dim(2);
    int batch = images.dim(0);
    int n = transform.dim(-1);
    if (transform.rank() != 2
        || (n != 6 && n != 8)
        || (transform.dim(0) != 1 && transform.dim(0) != batch)) {
      throw new IllegalArgumentException(
          "image transform: expected 6 or 8 numbers for each of %d images or for all, got shape %s"
              .formatted(batch, transform.shape()));
    }
    // Coordinates need float32: halves cannot count the pixels of a row.
    Value t = transform.cast(images.dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32);
    List<Value> c =
        IntStream.range(0, n)
            .mapToObj(i -> t.slice(1, i, i + 1).reshape(transform.dim(0), 1, 1))
            .toList();
    Value x = Value.of(new Iota(new TensorType(t.dtype(), Shape.of(1, 1, columns)), 2));
    Value y = Value.of(new Iota(new TensorType(t.dtype(), Shape.of(1, rows, 1)), 1));
    Value atX = c.get(0).times(x).plus(c.get(1).times(y)).plus(c.get(2));
    Value atY = c.get(3).times(x).plus(c.get(4).times(y)).plus(c.get(5));
    if (n == 6) {
      return read(images, atY, atX);
    }
    Value k = c.get(6).times(x).plus(c.get(7).times(y)).plus(1);
    Value vanishes = k.eq(0);
    Value divisor = vanishes.select(Value.scalar(t.dtype(), 1), k);
    Value out = read(images, atY.div(divisor), atX.div(divisor));
    return vanishes.expandDims(-1).select(Value.scalar(out.dtype(), fillValue), out);
  }

  /**
   * The boxes around the places where the corners of boxes come to lie.
   *
   * @param boxes xyxy in pixels: [batch, n, 4], floating
   * @param transform as in {@link #apply}
   */
  public static Value boxes(Value boxes, Value transform) {
    Value t = transform.cast(boxes.dtype());
    int n = transform.dim(-1);
    Value zero = Value.scalar(boxes.dtype(), 0);
    List<Value> c =
        IntStream.range(0, 8)
            .mapToObj(i -> i < n ? t.slice(1, i, i + 1).expandDims(2) : zero)
            .toList();
    return Corners.of(boxes, BoxFormat.XYXY).around(new Inverse(c)).boxes(BoxFormat.XYXY);
  }

  /** Where the pixel that was at (x, y) is read: the adjugate is the inverse up to a factor. */
  private record Inverse(List<Value> c) implements Corners.Place<Value> {
    private Value minor(int a, int d, int b, int e) {
      return c.get(a).times(c.get(d)).minus(c.get(b).times(c.get(e)));
    }

    private Value divisor(Value x, Value y) {
      return minor(3, 7, 4, 6).times(x).plus(minor(1, 6, 0, 7).times(y)).plus(minor(0, 4, 1, 3));
    }

    @Override
    public Value x(Value x, Value y) {
      Value alongX = c.get(4).minus(c.get(5).times(c.get(7)));
      Value alongY = c.get(2).times(c.get(7)).minus(c.get(1));
      return alongX.times(x).plus(alongY.times(y)).plus(minor(1, 5, 2, 4)).div(divisor(x, y));
    }

    @Override
    public Value y(Value x, Value y) {
      Value alongX = c.get(5).times(c.get(6)).minus(c.get(3));
      Value alongY = c.get(0).minus(c.get(2).times(c.get(6)));
      return alongX.times(x).plus(alongY.times(y)).plus(minor(2, 3, 0, 5)).div(divisor(x, y));
    }
  }

  private Value read(Value images, Value atY, Value atX) {
    Value y = fillMode.fold(atY, images.dim(1));
    Value x = fillMode.fold(atX, images.dim(2));
    Shape grid = Shape.of(images.dim(0), images.dim(1), images.dim(2));
    // Folded coordinates are within, up to a neighbour of weight 0.
    FillMode beyond = fillMode == FillMode.CONSTANT ? fillMode : FillMode.NEAREST;
    var sampling = new Sampling(images, beyond, fillValue);
    return interpolation == Interpolation.NEAREST
        ? sampling.nearest(y.broadcastTo(grid), x.broadcastTo(grid))
        : sampling.bilinear(y.broadcastTo(grid), x.broadcastTo(grid));
  }
}
