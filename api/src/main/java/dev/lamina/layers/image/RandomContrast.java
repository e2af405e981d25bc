package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Scope;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * In training, changes the contrast of each image: (x - mean) c + mean for each channel, limited to
 * {@code valueRange}. x: [batch, rows, columns, channels] -> same shape. In inference x itself.
 *
 * @param factor [a, b] with c in [1 - a, 1 + b]; one number f: c in [1, 1 + f], as in Keras
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record RandomContrast(
    List<Double> factor, List<Double> valueRange, Optional<Long> seed, DataFormat dataFormat)
    implements ImageLayer, RandomContrastBuilder.With {
  public RandomContrast {
    factor = Factors.range("RandomContrast", "factor", factor, 0, 1);
    valueRange = Factors.values("RandomContrast", valueRange);
  }

  public static RandomContrast of(double factor) {
    return of(List.of(factor));
  }

  public static RandomContrast of(double less, double more) {
    return of(List.of(less, more));
  }

  private static RandomContrast of(List<Double> factor) {
    return new RandomContrast(factor, Factors.BYTES, Optional.empty(), DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value augment(Scope scope, Value images) {
    Value c = Draw.each(scope, images, List.of(1 - factor.get(0), 1 + factor.get(1)));
    Value mean = images.reduce(Reduce.Kind.MEAN, true, 1, 2);
    return Images.clip(images.minus(mean).times(c).plus(mean), valueRange);
  }
}
