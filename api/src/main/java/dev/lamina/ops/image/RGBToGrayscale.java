package dev.lamina.ops.image;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;

/**
 * 0.2989 red + 0.587 green + 0.114 blue. Images with 3 channels -> with 1 channel; with 1 channel:
 * unchanged. Integers are cut toward zero.
 */
public record RGBToGrayscale(DataFormat dataFormat) implements Operation.OfOne {
  @Override
  public Value write(Value images) {
    Layout layout = Layout.of("rgb_to_grayscale", dataFormat, images);
    Value x = layout.there(images);
    if (x.dim(3) == 1) {
      return images;
    }
    if (x.dim(3) != 3) {
      throw new IllegalArgumentException(
          "rgb_to_grayscale: expected 3 channels (or 1), got %d in shape %s"
              .formatted(x.dim(3), images.shape()));
    }
    return layout.back(gray(Pixels.floating(x)).cast(images.dtype()));
  }

  /** Of [batch, rows, columns, 3], floating -> [batch, rows, columns, 1]. */
  static Value gray(Value x) {
    return x.slice(3, 0, 1)
        .times(0.2989)
        .plus(x.slice(3, 1, 2).times(0.587))
        .plus(x.slice(3, 2, 3).times(0.114));
  }
}
