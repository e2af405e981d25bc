package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Iota;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Scope;
import dev.lamina.ops.image.BoxFormat;
import dev.lamina.ops.image.FillMode;
import dev.lamina.ops.image.ImageSize;
import dev.lamina.ops.image.Resize;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * In training, cuts the same random window out of all images of a batch; images that are not larger
 * in both directions are cut in the middle and resized (bilinear). x: [batch, rows, columns,
 * channels] -> [batch, height, width, channels] (channels second if {@code dataFormat} says so). In
 * inference x itself, of its own size: put a {@link CenterCrop} or {@link Resizing} behind it if
 * the next layer needs one size.
 *
 * @param seed kept for Keras' files; the model's seed decides
 * @param boundingBoxFormat what boxes are that the layer is called with
 */
@RecordBuilder
public record RandomCrop(
    int height,
    int width,
    Optional<Long> seed,
    DataFormat dataFormat,
    Optional<BoxFormat> boundingBoxFormat)
    implements Geometric, RandomCropBuilder.With {
  public RandomCrop {
    if (height <= 0 || width <= 0) {
      throw new IllegalArgumentException(
          "RandomCrop: height and width must be > 0, got %d and %d".formatted(height, width));
    }
  }

  public static RandomCrop of(int height, int width) {
    return new RandomCrop(
        height, width, Optional.empty(), DataFormat.CHANNELS_LAST, Optional.empty());
  }

  @Override
  public Interpolation interpolation() {
    return Interpolation.BILINEAR;
  }

  @Override
  public Move move(Scope scope, Value images) {
    int rows = images.dim(1);
    int columns = images.dim(2);
    if (rows > height && columns > width) {
      Value top = start(scope, rows - height + 1);
      Value left = start(scope, columns - width + 1);
      Value corner = Value.concat(0, List.of(left.expandDims(0), top.expandDims(0)));
      Value shift = Value.concat(0, List.of(corner, corner));
      return Move.of(
          (x, how) -> window(window(x, 1, top, height), 2, left, width),
          boxes -> boxes.minus(shift.cast(boxes.dtype())));
    }
    Part middle = Part.middle(new ImageSize(rows, columns), height, width);
    // As Keras does: from the middle's corner, but not more than height and width.
    int top = middle.top();
    int left = middle.left();
    var part = new Part(top, left, Math.min(rows - top, height), Math.min(columns - left, width));
    return Move.of(
        (x, how) -> resize(part.images(x), how), boxes -> part.boxes(boxes, height, width));
  }

  @Override
  public ImageSize after(ImageSize before) {
    return new ImageSize(height, width);
  }

  private static Value start(Scope scope, int places) {
    return scope.random(Shape.scalar()).times(places).cast(DType.INT32).min(places - 1);
  }

  private static Value window(Value x, int axis, Value start, int size) {
    return x.gather(
        axis, Value.of(new Iota(new TensorType(DType.INT32, Shape.of(size)), 0)).plus(start));
  }

  private Value resize(Value x, Interpolation how) {
    return new Resize(
            List.of(height, width),
            how,
            false,
            false,
            false,
            FillMode.CONSTANT,
            0,
            DataFormat.CHANNELS_LAST)
        .write(x);
  }
}
