package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Scope;
import dev.lamina.ops.image.BoxFormat;
import dev.lamina.ops.image.FillMode;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * In training, shifts each image by a random distance. x: [batch, rows, columns, channels] -> same
 * shape. In inference x itself.
 *
 * @param heightFactor range of the shift down, as part of the height; one number f: [-f, f]
 * @param widthFactor range of the shift to the right, as part of the width; one number f: [-f, f]
 * @param fillMode what is beyond the border: reflect, wrap, constant (fillValue) or nearest
 * @param interpolation nearest or bilinear
 * @param seed kept for Keras' files; the model's seed decides
 * @param boundingBoxFormat what boxes are that the layer is called with
 */
@RecordBuilder
public record RandomTranslation(
    List<Double> heightFactor,
    List<Double> widthFactor,
    FillMode fillMode,
    Interpolation interpolation,
    Optional<Long> seed,
    double fillValue,
    DataFormat dataFormat,
    Optional<BoxFormat> boundingBoxFormat)
    implements Warp, RandomTranslationBuilder.With {
  public RandomTranslation {
    heightFactor = Factors.within("RandomTranslation", "heightFactor", heightFactor, -1, 1);
    widthFactor = Factors.within("RandomTranslation", "widthFactor", widthFactor, -1, 1);
    Warp.check("RandomTranslation", interpolation, fillMode);
  }

  /** At most so much of the height and the width. */
  public static RandomTranslation of(double heightFactor, double widthFactor) {
    return new RandomTranslation(
        List.of(heightFactor),
        List.of(widthFactor),
        FillMode.REFLECT,
        Interpolation.BILINEAR,
        Optional.empty(),
        0,
        DataFormat.CHANNELS_LAST,
        Optional.empty());
  }

  @Override
  public Value matrix(Scope scope, Value images) {
    Value down = Warp.one(scope, images, Factors.symmetric(heightFactor)).times(images.dim(1));
    Value right = Warp.one(scope, images, Factors.symmetric(widthFactor)).times(images.dim(2));
    Value zero = down.times(0);
    Value one = zero.plus(1);
    return Value.concat(1, List.of(one, zero, right.negate(), zero, one, down.negate()));
  }
}
