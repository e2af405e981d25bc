package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Scope;
import dev.lamina.ops.image.HSVToRGB;
import dev.lamina.ops.image.RGBToHSV;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * In training, multiplies the saturation of each image by f / (1 - f + 1e-7), limited to {@code
 * valueRange}: f = 0 makes gray, 0.5 changes nothing. As in Keras, saturations above 1 are not
 * limited for a {@code valueRange} that reaches beyond it, and values may then leave it. x: [batch,
 * rows, columns, 3] -> same shape (channels second if {@code dataFormat} says so). In inference x
 * itself.
 *
 * @param factor range of f in [0, 1]; one number: from -f to f, as in Keras: better give two
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record RandomSaturation(
    List<Double> factor, List<Double> valueRange, DataFormat dataFormat, Optional<Long> seed)
    implements ImageLayer, RandomSaturationBuilder.With {
  public RandomSaturation {
    factor = Factors.range("RandomSaturation", "factor", factor, -1, 1);
    valueRange = Factors.values("RandomSaturation", valueRange);
  }

  public static RandomSaturation of(double factor) {
    return of(List.of(factor));
  }

  public static RandomSaturation of(double lower, double upper) {
    return of(List.of(lower, upper));
  }

  private static RandomSaturation of(List<Double> factor) {
    return new RandomSaturation(factor, Factors.BYTES, DataFormat.CHANNELS_LAST, Optional.empty());
  }

  @Override
  public Value augment(Scope scope, Value images) {
    Value f = Draw.each(scope, images, factor);
    Value hsv = new RGBToHSV(DataFormat.CHANNELS_LAST).write(images);
    Value s = Images.clip(hsv.slice(3, 1, 2).times(f.div(f.rsub(1).plus(1e-7))), valueRange);
    return new HSVToRGB(DataFormat.CHANNELS_LAST)
        .write(Value.concat(3, List.of(hsv.slice(3, 0, 1), s, hsv.slice(3, 2, 3))));
  }
}
