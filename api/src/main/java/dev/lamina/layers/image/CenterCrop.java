package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Scope;
import dev.lamina.ops.image.FillMode;
import dev.lamina.ops.image.Resize;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * The middle of images, in training and inference. x: [batch, rows, columns, channels] -> [batch,
 * height, width, channels] (channels second if {@code dataFormat} says so). Images that are smaller
 * are cut to the aspect ratio and resized (bilinear).
 */
@RecordBuilder
public record CenterCrop(int height, int width, DataFormat dataFormat)
    implements Layer, CenterCropBuilder.With {
  public CenterCrop {
    if (height <= 0 || width <= 0) {
      throw new IllegalArgumentException(
          "CenterCrop: height and width must be > 0, got %d and %d".formatted(height, width));
    }
  }

  public static CenterCrop of(int height, int width) {
    return new CenterCrop(height, width, DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value apply(Scope scope, Value given) {
    Value x = Images.floating(scope, this, dataFormat, given);
    int rows = dataFormat == DataFormat.CHANNELS_LAST ? 1 : 2;
    int top = x.dim(rows) - height;
    int left = x.dim(rows + 1) - width;
    if (top >= 0 && left >= 0) {
      return x.slice(rows, top / 2, top / 2 + height).slice(rows + 1, left / 2, left / 2 + width);
    }
    return new Resize(
            List.of(height, width),
            Interpolation.BILINEAR,
            false,
            true,
            false,
            FillMode.CONSTANT,
            0,
            dataFormat)
        .write(x);
  }
}
