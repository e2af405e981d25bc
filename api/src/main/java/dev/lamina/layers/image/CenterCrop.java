package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Scope;
import dev.lamina.ops.image.BoxFormat;
import dev.lamina.ops.image.FillMode;
import dev.lamina.ops.image.ImageSize;
import dev.lamina.ops.image.Resize;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * The middle of images, in training and inference. x: [batch, rows, columns, channels] -> [batch,
 * height, width, channels] (channels second if {@code dataFormat} says so). Images that are smaller
 * are cut to the aspect ratio and resized (bilinear).
 *
 * @param boundingBoxFormat what boxes are that the layer is called with
 */
@RecordBuilder
public record CenterCrop(
    int height, int width, DataFormat dataFormat, Optional<BoxFormat> boundingBoxFormat)
    implements Boxed, CenterCropBuilder.With {
  public CenterCrop {
    if (height <= 0 || width <= 0) {
      throw new IllegalArgumentException(
          "CenterCrop: height and width must be > 0, got %d and %d".formatted(height, width));
    }
  }

  public static CenterCrop of(int height, int width) {
    return new CenterCrop(height, width, DataFormat.CHANNELS_LAST, Optional.empty());
  }

  @Override
  public Value apply(Scope scope, Value images) {
    return call(scope, List.of(images)).get(0);
  }

  @Override
  public List<Value> call(Scope scope, List<Value> inputs) {
    new Targets(scope, this, inputs).check(dataFormat);
    ImageSize from = Targets.size(dataFormat, inputs.get(0));
    int down = from.height() - height;
    int right = from.width() - width;
    boolean fits = down >= 0 && right >= 0;
    Part part =
        fits ? new Part(down / 2, right / 2, height, width) : Part.middle(from, height, width);
    Value first = inputs.get(0);
    var moves =
        new Targets.Moves() {
          @Override
          public Value images(Value given) {
            Value x = Images.floating(scope, CenterCrop.this, dataFormat, given);
            Interpolation how = given == first ? Interpolation.BILINEAR : Interpolation.NEAREST;
            return fits
                ? Images.fromLast(dataFormat, part.images(Images.toLast(dataFormat, x)))
                : resized(x, how);
          }

          @Override
          public Value boxes(Value xyxy) {
            return part.boxes(xyxy, height, width);
          }
        };
    return new Targets(scope, this, inputs).move(from, new ImageSize(height, width), moves);
  }

  private Value resized(Value x, Interpolation how) {
    return new Resize(
            List.of(height, width), how, false, true, false, FillMode.CONSTANT, 0, dataFormat)
        .write(x);
  }
}
