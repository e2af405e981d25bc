package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Scope;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * In training, adds a random number to all values of an image: x + u (high - low), limited to [low,
 * high]. x: [batch, rows, columns, channels] -> same shape. In inference x itself.
 *
 * @param factor range of u; one number f: [-f, f]
 * @param valueRange low and high
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record RandomBrightness(
    List<Double> factor, List<Double> valueRange, Optional<Long> seed, DataFormat dataFormat)
    implements ImageLayer, RandomBrightnessBuilder.With {
  public RandomBrightness {
    factor = Factors.range("RandomBrightness", "factor", factor, -1, 1);
    valueRange = Factors.values("RandomBrightness", valueRange);
  }

  public static RandomBrightness of(double factor) {
    return of(List.of(factor));
  }

  public static RandomBrightness of(double lower, double upper) {
    return of(List.of(lower, upper));
  }

  private static RandomBrightness of(List<Double> factor) {
    return new RandomBrightness(factor, Factors.BYTES, Optional.empty(), DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value augment(Scope scope, Value images) {
    Value delta = Draw.each(scope, images, factor).times(valueRange.get(1) - valueRange.get(0));
    return Images.clip(images.plus(delta), valueRange);
  }
}
