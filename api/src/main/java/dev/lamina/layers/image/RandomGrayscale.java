package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Scope;
import dev.lamina.ops.image.RGBToGrayscale;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * In training, makes some images gray: 0.2989 red + 0.587 green + 0.114 blue in all channels. x:
 * [batch, rows, columns, 3] -> same shape (channels second if {@code dataFormat} says so). In
 * inference x itself.
 *
 * @param factor the probability in [0, 1] that an image becomes gray
 */
@RecordBuilder
public record RandomGrayscale(double factor, DataFormat dataFormat)
    implements ImageLayer, RandomGrayscaleBuilder.With {
  public RandomGrayscale {
    if (!(factor >= 0 && factor <= 1)) {
      throw new IllegalArgumentException(
          "RandomGrayscale: factor must be in [0, 1], got " + factor);
    }
  }

  public static RandomGrayscale of(double factor) {
    return new RandomGrayscale(factor, DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value augment(Scope scope, Value images) {
    Value gray = new RGBToGrayscale(DataFormat.CHANNELS_LAST).write(images);
    return Draw.applies(scope, images, List.of(factor, factor))
        .select(gray.broadcastTo(images.shape()), images);
  }
}
