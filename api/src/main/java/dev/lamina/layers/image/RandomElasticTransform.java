package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Noise;
import dev.lamina.layers.Scope;
import dev.lamina.ops.image.BoxFormat;
import dev.lamina.ops.image.ElasticTransform;
import dev.lamina.ops.image.FillMode;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * In training, distorts some images by smooth random shifts of their pixels. x: [batch, rows,
 * columns, channels] -> same shape. Values are limited to {@code valueRange}. In inference x
 * itself.
 *
 * @param factor range of the probability that an image is changed; one number f: [0, f]
 * @param scale range of the strength in [0, 1], one for each batch: shifts are some 0.1 of the
 *     larger side, smoothed over 0.05 of the smaller; one number f: [0, f]
 * @param interpolation nearest or bilinear
 * @param seed kept for Keras' files; the model's seed decides
 * @param boundingBoxFormat what boxes are that the layer is called with
 */
@RecordBuilder
public record RandomElasticTransform(
    List<Double> factor,
    List<Double> scale,
    Interpolation interpolation,
    FillMode fillMode,
    double fillValue,
    List<Double> valueRange,
    Optional<Long> seed,
    DataFormat dataFormat,
    Optional<BoxFormat> boundingBoxFormat)
    implements Geometric, RandomElasticTransformBuilder.With {
  public RandomElasticTransform {
    factor = Factors.range("RandomElasticTransform", "factor", factor, 0, 1);
    scale = Factors.range("RandomElasticTransform", "scale", scale, 0, 1);
    valueRange = Factors.values("RandomElasticTransform", valueRange);
    Warp.check("RandomElasticTransform", interpolation, FillMode.CONSTANT);
  }

  public static RandomElasticTransform of() {
    return new RandomElasticTransform(
        List.of(1.0),
        List.of(1.0),
        Interpolation.BILINEAR,
        FillMode.REFLECT,
        0,
        Factors.BYTES,
        Optional.empty(),
        DataFormat.CHANNELS_LAST,
        Optional.empty());
  }

  @Override
  public Move move(Scope scope, Value images) {
    if (scale.get(1) == 0 || factor.get(1) == 0) {
      return Move.of((x, how) -> x, boxes -> boxes);
    }
    Value applies = Draw.applies(scope, images, factor);
    Value strength = Draw.uniform(scope, Shape.scalar(), DType.FLOAT32, scale);
    int larger = Math.max(images.dim(1), images.dim(2));
    int smaller = Math.min(images.dim(1), images.dim(2));
    Value alpha = strength.times(0.1 * larger);
    Value sigma = strength.times(0.05 * smaller);
    Shape grid = Shape.of(images.dim(0), images.dim(1), images.dim(2));
    double most = 0.05 * smaller * scale.get(1);
    Value right = wave(scope, grid, sigma, most).times(alpha);
    Value down = wave(scope, grid, sigma, most).times(alpha);
    return Move.of(
        (x, how) -> {
          Value y =
              applies.select(ElasticTransform.shift(x, down, right, how, fillMode, fillValue), x);
          return how == interpolation ? Images.clip(y, valueRange) : y;
        },
        boxes -> {
          throw new IllegalArgumentException(
              "%s (RandomElasticTransform): does not move boxes, as a distorted box is none; call it on images and masks"
                  .formatted(scope.path()));
        });
  }

  /** Smoothed noise. */
  private static Value wave(Scope scope, Shape grid, Value sigma, double most) {
    Value noise = Noise.normal(scope, grid, DType.FLOAT32).times(sigma);
    return ElasticTransform.smooth(noise, sigma, most);
  }
}
