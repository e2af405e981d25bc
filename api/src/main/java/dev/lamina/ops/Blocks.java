package dev.lamina.ops;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Tables;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.ConvInputGrad;
import dev.lamina.graph.op.Window;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Spatial;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.List;

/** Operations that take images apart into blocks, and put them together again. */
public final class Blocks {
  private Blocks() {}

  /**
   * All windows as columns (im2col): [batch, channels, rows, columns] -> [batch, channels ·
   * elements of a window, windows]. All arguments: one number, or one for rows and one for columns.
   *
   * @param padding zeros on every side
   */
  public record Unfold(Ints kernelSize, Ints dilation, Ints padding, Ints stride)
      implements Operation.OfOne {
    public Unfold {
      check("unfold", kernelSize, dilation, padding, stride);
    }

    @Override
    public Value write(Value in) {
      Require.rank("unfold", "images", in, 4, "[batch, channels, rows, columns]");
      Value x = Promotion.floating(in);
      List<Integer> size = Require.each("unfold", "kernel_size", kernelSize, 2);
      Value flat = x.reshape(x.dim(0) * x.dim(1), x.dim(2), x.dim(3), 1);
      var op = new Conv(moved("unfold", dilation, padding, stride), 1);
      Value y = Value.of(op, flat, each("unfold", size, x.dtype()));
      int places = y.dim(1) * y.dim(2);
      int n = y.dim(3);
      return y.reshape(x.dim(0), x.dim(1), places, n)
          .transpose(0, 1, 3, 2)
          .reshape(x.dim(0), x.dim(1) * n, places);
    }
  }

  /**
   * The sum of windows at their places (col2im): [batch, channels · elements of a window, windows]
   * -> [batch, channels, rows, columns]. All arguments: one number, or one for rows and one for
   * columns.
   *
   * @param padding zeros on every side that the windows were taken with
   */
  public record Fold(Ints outputSize, Ints kernelSize, Ints dilation, Ints padding, Ints stride)
      implements Operation.OfOne {
    public Fold {
      Require.positive("fold", "output_size", outputSize);
      check("fold", kernelSize, dilation, padding, stride);
    }

    @Override
    public Value write(Value in) {
      Require.rank("fold", "windows", in, 3, "[batch, channels · elements, windows]");
      Value x = Promotion.floating(in);
      List<Integer> size = Require.each("fold", "kernel_size", kernelSize, 2);
      List<Integer> out = Require.each("fold", "output_size", outputSize, 2);
      Window window = moved("fold", dilation, padding, stride);
      int n = Tables.size("fold", size.get(0), size.get(1));
      int rows = places(window, size, out, 0);
      int columns = places(window, size, out, 1);
      Require.that(
          rows > 0 && columns > 0 && x.dim(1) % n == 0 && x.dim(2) == rows * columns,
          "fold: expected [batch, channels · %d, %d · %d windows] for windows of %s in %s, got %s",
          n,
          rows,
          columns,
          size,
          out,
          x.shape());
      int channels = x.dim(1) / n;
      Value flat =
          x.reshape(x.dim(0), channels, n, rows * columns)
              .transpose(0, 1, 3, 2)
              .reshape(x.dim(0) * channels, rows, columns, n);
      Shape image = Shape.of(x.dim(0) * channels, out.get(0), out.get(1), 1);
      Value y = Value.of(new ConvInputGrad(window, 1, image), flat, each("fold", size, x.dtype()));
      return y.reshape(x.dim(0), channels, out.get(0), out.get(1));
    }

    private static int places(Window w, List<Integer> size, List<Integer> out, int axis) {
      int span = (size.get(axis) - 1) * w.dilation().get(axis) + 1;
      int room = out.get(axis) + w.padLo().get(axis) + w.padHi().get(axis) - span;
      return room < 0 ? 0 : room / w.strides().get(axis) + 1;
    }
  }

  private static void check(String op, Ints kernelSize, Ints dilation, Ints padding, Ints stride) {
    Require.positive(op, "kernel_size", kernelSize);
    Require.positive(op, "dilation", dilation);
    Require.positive(op, "stride", stride);
    Require.that(
        padding.values().stream().allMatch(p -> p >= 0),
        "%s: expected padding >= 0, got %s",
        op,
        padding.values());
  }

  private static Window moved(String op, Ints dilation, Ints padding, Ints stride) {
    List<Integer> pad = Require.each(op, "padding", padding, 2);
    return new Window(
        Require.each(op, "stride", stride, 2), pad, pad, Require.each(op, "dilation", dilation, 2));
  }

  /** A kernel with an output for each element of the window: [rows, columns, 1, elements]. */
  private static Value each(String op, List<Integer> size, DType dtype) {
    int n = Tables.size(op, size.get(0), size.get(1));
    Tables.size(op, n, n);
    return Value.constant(Creation.eye(n)).reshape(size.get(0), size.get(1), 1, n).cast(dtype);
  }

  /**
   * Parts of the channels become blocks of the image: [batch, rows, columns, channels] -> [batch,
   * rows · b, columns · b, channels / b²] for the block size b.
   */
  public record DepthToSpace(int blockSize, DataFormat dataFormat) implements Operation.OfOne {
    public DepthToSpace {
      size("depth_to_space", blockSize);
    }

    @Override
    public Value write(Value in) {
      Require.rank("depth_to_space", "images", in, 4, "[batch, rows, columns, channels]");
      Value x = Spatial.toLast(dataFormat, in);
      int b = blockSize;
      Require.that(
          x.dim(3) % ((long) b * b) == 0,
          "depth_to_space: expected channels in multiples of %d for a block size of %d, got %s",
          (long) b * b,
          b,
          in.shape());
      int c = x.dim(3) / (b * b);
      Value y =
          x.reshape(x.dim(0), x.dim(1), x.dim(2), b, b, c)
              .transpose(0, 1, 3, 2, 4, 5)
              .reshape(x.dim(0), x.dim(1) * b, x.dim(2) * b, c);
      return Spatial.fromLast(dataFormat, y);
    }
  }

  /**
   * Blocks of the image become channels: [batch, rows, columns, channels] -> [batch, rows / b,
   * columns / b, channels b²] for the block size b.
   */
  public record SpaceToDepth(int blockSize, DataFormat dataFormat) implements Operation.OfOne {
    public SpaceToDepth {
      size("space_to_depth", blockSize);
    }

    @Override
    public Value write(Value in) {
      Require.rank("space_to_depth", "images", in, 4, "[batch, rows, columns, channels]");
      Value x = Spatial.toLast(dataFormat, in);
      int b = blockSize;
      Require.that(
          x.dim(1) % b == 0 && x.dim(2) % b == 0,
          "space_to_depth: expected rows and columns in multiples of the block size %d, got %s",
          b,
          in.shape());
      int c = x.dim(3);
      Value y =
          x.reshape(x.dim(0), x.dim(1) / b, b, x.dim(2) / b, b, c)
              .transpose(0, 1, 3, 2, 4, 5)
              .reshape(x.dim(0), x.dim(1) / b, x.dim(2) / b, c * b * b);
      return Spatial.fromLast(dataFormat, y);
    }
  }

  private static void size(String op, int blockSize) {
    Require.that(blockSize >= 2, "%s: expected a block size >= 2, got %d", op, blockSize);
  }
}
