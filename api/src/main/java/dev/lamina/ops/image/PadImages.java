package dev.lamina.ops.image;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import java.util.Optional;

/**
 * Adds borders of zeros to images. [batch, rows, columns, channels] or without a batch -> rows and
 * columns changed. For each axis two of three numbers are given: both margins, or one and the
 * target size.
 */
public record PadImages(
    Optional<Integer> topPadding,
    Optional<Integer> leftPadding,
    Optional<Integer> bottomPadding,
    Optional<Integer> rightPadding,
    Optional<Integer> targetHeight,
    Optional<Integer> targetWidth,
    DataFormat dataFormat)
    implements Operation.OfOne {
  /** By margins. */
  public static PadImages of(int top, int left, int bottom, int right) {
    return new PadImages(
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
    Layout layout = Layout.of("pad_images", dataFormat, images);
    Value x = layout.there(images);
    Margins rows = Margins.of("pad_images", x.dim(1), 1, topPadding, bottomPadding, targetHeight);
    Margins columns = Margins.of("pad_images", x.dim(2), 1, leftPadding, rightPadding, targetWidth);
    int[] before = {0, rows.before(), columns.before(), 0};
    int[] after = {0, rows.after(), columns.after(), 0};
    return layout.back(x.pad(before, after, 0));
  }
}
