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
 * In training, zooms each image around its centre by a random factor. x: [batch, rows, columns,
 * channels] -> same shape. In inference x itself.
 *
 * @param heightFactor range of the change, above -1: -0.2 shows 80 % of the height, 0.2 shows 120
 *     %; one number f: [-f, f]
 * @param widthFactor the same for the width; empty: as the height, so that the aspect ratio stays
 * @param fillMode what is beyond the border: reflect, wrap, constant (fillValue) or nearest
 * @param interpolation nearest or bilinear
 * @param seed kept for Keras' files; the model's seed decides
 * @param boundingBoxFormat what boxes are that the layer is called with
 */
@RecordBuilder
public record RandomZoom(
    List<Double> heightFactor,
    Optional<List<Double>> widthFactor,
    FillMode fillMode,
    Interpolation interpolation,
    Optional<Long> seed,
    double fillValue,
    DataFormat dataFormat,
    Optional<BoxFormat> boundingBoxFormat)
    implements Warp, RandomZoomBuilder.With {
  public RandomZoom {
    heightFactor = factor("heightFactor", heightFactor);
    widthFactor = widthFactor.map(f -> factor("widthFactor", f));
    Warp.check("RandomZoom", interpolation, fillMode);
  }

  /** At most so much of both. */
  public static RandomZoom of(double heightFactor) {
    return of(List.of(heightFactor));
  }

  /** A range of the change of both. */
  public static RandomZoom of(double lower, double upper) {
    return of(List.of(lower, upper));
  }

  private static RandomZoom of(List<Double> factor) {
    return new RandomZoom(
        factor,
        Optional.empty(),
        FillMode.REFLECT,
        Interpolation.BILINEAR,
        Optional.empty(),
        0,
        DataFormat.CHANNELS_LAST,
        Optional.empty());
  }

  private static List<Double> factor(String argument, List<Double> given) {
    List<Double> factor = Factors.within("RandomZoom", argument, given, -1, 1);
    if (factor.contains(-1.0) && (factor.size() == 2 || factor.get(0) == -1)) {
      throw Factors.wrong("RandomZoom", argument, given, -1, 1);
    }
    return factor;
  }

  @Override
  public Value matrix(Scope scope, Value images) {
    Value height = Warp.one(scope, images, Factors.symmetric(heightFactor)).plus(1);
    Value width =
        widthFactor.map(f -> Warp.one(scope, images, Factors.symmetric(f)).plus(1)).orElse(height);
    Value zero = height.times(0);
    return Value.concat(
        1,
        List.of(
            width,
            zero,
            width.rsub(1).times((images.dim(2) - 1) / 2.0),
            zero,
            height,
            height.rsub(1).times((images.dim(1) - 1) / 2.0)));
  }
}
