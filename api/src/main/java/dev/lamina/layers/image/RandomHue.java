package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Scope;
import dev.lamina.ops.image.HSVToRGB;
import dev.lamina.ops.image.RGBToHSV;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * In training, turns the hue of each image by up to half a turn. x: [batch, rows, columns, 3] ->
 * same shape (channels second if {@code dataFormat} says so). In inference x itself.
 *
 * @param factor range of the turn in half turns, in [0, 1]; the direction is random; one number f:
 *     [0, f]
 * @param valueRange the range of x
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record RandomHue(
    List<Double> factor, List<Double> valueRange, DataFormat dataFormat, Optional<Long> seed)
    implements ImageLayer, RandomHueBuilder.With {
  public RandomHue {
    factor = Factors.range("RandomHue", "factor", factor, 0, 1);
    valueRange = Factors.values("RandomHue", valueRange);
  }

  private static final List<Double> UNIT = List.of(0.0, 1.0);

  public static RandomHue of(double factor) {
    return of(List.of(factor));
  }

  public static RandomHue of(double lower, double upper) {
    return of(List.of(lower, upper));
  }

  private static RandomHue of(List<Double> factor) {
    return new RandomHue(factor, Factors.BYTES, DataFormat.CHANNELS_LAST, Optional.empty());
  }

  @Override
  public Value augment(Scope scope, Value images) {
    Value sign = Draw.sign(scope, Shape.of(images.dim(0), 1, 1, 1), images.dtype());
    Value turn = Draw.each(scope, images, factor).times(sign).times(0.5);
    Value hsv =
        new RGBToHSV(DataFormat.CHANNELS_LAST).write(Images.range(images, valueRange, UNIT));
    Value h = hsv.slice(3, 0, 1).plus(turn);
    h = h.gt(1).select(h.minus(1), h);
    h = h.lt(0).select(h.plus(1), h);
    Value rgb =
        new HSVToRGB(DataFormat.CHANNELS_LAST)
            .write(Value.concat(3, List.of(h, hsv.slice(3, 1, 3))));
    return Images.range(rgb.clip(0, 1), UNIT, valueRange);
  }
}
