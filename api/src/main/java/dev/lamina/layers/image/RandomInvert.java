package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Scope;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * In training, inverts some images: high - x, where high is the upper end of {@code valueRange}. x:
 * [batch, rows, columns, channels] -> same shape. In inference x itself.
 *
 * @param factor range of the probability that an image is changed; one number f: [0, f]
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record RandomInvert(
    List<Double> factor, List<Double> valueRange, Optional<Long> seed, DataFormat dataFormat)
    implements ImageLayer, RandomInvertBuilder.With {
  public RandomInvert {
    factor = Factors.range("RandomInvert", "factor", factor, 0, 1);
    valueRange = Factors.values("RandomInvert", valueRange);
  }

  public static RandomInvert of() {
    return of(1);
  }

  public static RandomInvert of(double factor) {
    return new RandomInvert(
        List.of(factor), Factors.BYTES, Optional.empty(), DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value augment(Scope scope, Value images) {
    return Draw.applies(scope, images, factor).select(images.rsub(valueRange.get(1)), images);
  }
}
