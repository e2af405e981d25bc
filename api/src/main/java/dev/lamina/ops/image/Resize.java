package dev.lamina.ops.image;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Tables;
import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Interpolation;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import java.util.List;

/**
 * Changes the size of images: [batch, rows, columns, channels] or without a batch -> rows and
 * columns of {@code size}. See {@link Interpolation} for what an output pixel is. Integers are
 * rounded.
 *
 * @param antialias widen the kernel where the image gets smaller, so that every pixel counts
 * @param cropToAspectRatio first cut off what does not fit the new shape, centred
 * @param padToAspectRatio first add borders of {@code fillValue} that make it fit
 * @param fillMode always constant
 */
public record Resize(
    List<Integer> size,
    Interpolation interpolation,
    boolean antialias,
    boolean cropToAspectRatio,
    boolean padToAspectRatio,
    FillMode fillMode,
    double fillValue,
    DataFormat dataFormat)
    implements Operation.OfOne {
  public Resize {
    size = List.copyOf(size);
    if (size.size() != 2 || size.get(0) <= 0 || size.get(1) <= 0) {
      throw new IllegalArgumentException("resize: size must be two numbers > 0, got " + size);
    }
    if (cropToAspectRatio && padToAspectRatio) {
      throw new IllegalArgumentException(
          "resize: cropToAspectRatio and padToAspectRatio exclude each other, got both");
    }
    if (fillMode != FillMode.CONSTANT) {
      throw new IllegalArgumentException(
          "resize: fillMode must be constant, got " + fillMode.keras());
    }
  }

  /** Bilinear, without antialiasing. */
  public static Resize of(int height, int width) {
    return new Resize(
        List.of(height, width),
        Interpolation.BILINEAR,
        false,
        false,
        false,
        FillMode.CONSTANT,
        0,
        DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value write(Value images) {
    Layout layout = Layout.of("resize", dataFormat, images);
    Value x = layout.there(images);
    if (cropToAspectRatio) {
      x = cropped(x);
    } else if (padToAspectRatio) {
      x = padded(x);
    }
    if (interpolation == Interpolation.NEAREST) {
      return layout.back(nearest(nearest(x, 1, size.get(0)), 2, size.get(1)));
    }
    return Pixels.like(images, layout.back(columns(rows(Pixels.floating(x)))));
  }

  private static Value nearest(Value x, int axis, int n) {
    int m = x.dim(axis);
    if (m == n) {
      return x;
    }
    int[] from = new int[Tables.size("resize", n, 1)];
    for (int i = 0; i < n; i++) {
      from[i] = Interpolation.nearest(i, m, n);
    }
    return x.gather(axis, Value.constant(Tensor.of(from)));
  }

  private Value matrix(int m, int n, DType dtype) {
    return Value.constant(interpolation.weights(m, n, antialias)).cast(dtype);
  }

  private Value rows(Value x) {
    int m = x.dim(1);
    int n = size.get(0);
    if (m == n) {
      return x;
    }
    Value flat = x.reshape(x.dim(0), m, x.dim(2) * x.dim(3));
    return matrix(m, n, x.dtype())
        .matmul(flat, true, false)
        .reshape(x.dim(0), n, x.dim(2), x.dim(3));
  }

  private Value columns(Value x) {
    int m = x.dim(2);
    int n = size.get(1);
    return m == n
        ? x
        : x.transpose(0, 1, 3, 2).matmul(matrix(m, n, x.dtype())).transpose(0, 1, 3, 2);
  }

  /** As many rows as {@code columns} columns have at the new aspect ratio, in float32 as Keras. */
  private int rowsFor(int columns) {
    return (int) ((float) (columns * size.get(0)) / size.get(1));
  }

  private int columnsFor(int rows) {
    return (int) ((float) (rows * size.get(1)) / size.get(0));
  }

  private Value cropped(Value x) {
    int rows = Math.max(1, Math.min(x.dim(1), rowsFor(x.dim(2))));
    int columns = Math.max(1, Math.min(x.dim(2), columnsFor(x.dim(1))));
    int top = (x.dim(1) - rows) / 2;
    int left = (x.dim(2) - columns) / 2;
    return x.slice(1, top, top + rows).slice(2, left, left + columns);
  }

  private Value padded(Value x) {
    int top = Math.max(0, rowsFor(x.dim(2)) - x.dim(1)) / 2;
    int left = Math.max(0, columnsFor(x.dim(1)) - x.dim(2)) / 2;
    int[] border = {0, top, left, 0};
    return x.pad(border, border, fillValue);
  }
}
