package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Scope;
import dev.lamina.ops.image.RGBToGrayscale;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * In training, mixes each image with its gray one: x + f (gray - x), limited to {@code valueRange}.
 * x: [batch, rows, columns, 3] -> same shape (channels second if {@code dataFormat} says so). In
 * inference x itself.
 *
 * @param factor range of f; one number f: [-f, f], as in Keras: better give two
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record RandomColorDegeneration(
    List<Double> factor, List<Double> valueRange, DataFormat dataFormat, Optional<Long> seed)
    implements ImageLayer, RandomColorDegenerationBuilder.With {
  public RandomColorDegeneration {
    factor = Factors.range("RandomColorDegeneration", "factor", factor, -1, 1);
    valueRange = Factors.values("RandomColorDegeneration", valueRange);
  }

  public static RandomColorDegeneration of(double factor) {
    return of(List.of(factor));
  }

  public static RandomColorDegeneration of(double lower, double upper) {
    return of(List.of(lower, upper));
  }

  private static RandomColorDegeneration of(List<Double> factor) {
    return new RandomColorDegeneration(
        factor, Factors.BYTES, DataFormat.CHANNELS_LAST, Optional.empty());
  }

  @Override
  public Value augment(Scope scope, Value images) {
    Value gray = new RGBToGrayscale(DataFormat.CHANNELS_LAST).write(images);
    Value f = Draw.each(scope, images, factor);
    return Images.clip(images.plus(f.times(gray.minus(images))), valueRange);
  }
}
