package dev.lamina.ops.image;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import java.util.Optional;

/**
 * Cuts off the borders of images. [batch, rows, columns, channels] or without a batch -> rows and
 * columns changed. For each axis two of three numbers are given: both margins, or one and the
 * target size.
 */
public record CropImages(
    Optional<Integer> topCropping,
    Optional<Integer> leftCropping,
    Optional<Integer> bottomCropping,
    Optional<Integer> rightCropping,
    Optional<Integer> targetHeight,
    Optional<Integer> targetWidth,
    DataFormat dataFormat)
    implements Operation.OfOne {
  /** By margins. */
  public static CropImages of(int top, int left, int bottom, int right) {
    return new CropImages(
        Optional.of(top),
        Optional.of(left),
        Optional.of(bottom),
        Optional.of(right),
        Optional.empty(),
        Optional.empty(),
        DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value write(Value images) {
    Layout layout = Layout.of("crop_images", dataFormat, images);
    Value x = layout.there(images);
    Margins rows =
        Margins.of("crop_images", x.dim(1), -1, topCropping, bottomCropping, targetHeight);
    Margins columns =
        Margins.of("crop_images", x.dim(2), -1, leftCropping, rightCropping, targetWidth);
    return layout.back(
        x.slice(1, rows.before(), rows.before() + rows.size())
            .slice(2, columns.before(), columns.before() + columns.size()));
  }
}
