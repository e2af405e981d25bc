package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Scope;
import dev.lamina.ops.image.BoxFormat;
import dev.lamina.ops.image.FillMode;
import dev.lamina.ops.image.PerspectiveTransform;
import dev.lamina.ops.image.Projection;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * In training, moves the corners of some images at random and the pixels with them. Beyond the
 * border is {@code fillValue}. x: [batch, rows, columns, channels] -> same shape. In inference x
 * itself.
 *
 * @param factor range of the probability that an image is changed; one number f: [0, f]
 * @param scale in [0, 1]: a corner's coordinates change by up to half of this part
 * @param interpolation nearest or bilinear
 * @param seed kept for Keras' files; the model's seed decides
 * @param boundingBoxFormat what boxes are that the layer is called with
 */
@RecordBuilder
public record RandomPerspective(
    List<Double> factor,
    double scale,
    Interpolation interpolation,
    double fillValue,
    Optional<Long> seed,
    DataFormat dataFormat,
    Optional<BoxFormat> boundingBoxFormat)
    implements Geometric, RandomPerspectiveBuilder.With {
  public RandomPerspective {
    factor = Factors.range("RandomPerspective", "factor", factor, 0, 1);
    if (!(scale >= 0 && scale <= 1)) {
      throw new IllegalArgumentException(
          "RandomPerspective: scale must be in [0, 1], got " + scale);
    }
    Warp.check("RandomPerspective", interpolation, FillMode.CONSTANT);
  }

  public static RandomPerspective of() {
    return new RandomPerspective(
        List.of(1.0),
        1,
        Interpolation.BILINEAR,
        0,
        Optional.empty(),
        DataFormat.CHANNELS_LAST,
        Optional.empty());
  }

  @Override
  public Move move(Scope scope, Value images) {
    int batch = images.dim(0);
    float right = images.dim(2) - 1;
    float bottom = images.dim(1) - 1;
    Value applies = Draw.applies(scope, images, factor);
    Value start =
        Value.constant(Tensor.of(new float[] {0, 0, right, 0, 0, bottom, right, bottom}, 1, 4, 2))
            .broadcastTo(Shape.of(batch, 4, 2));
    Value change =
        Draw.uniform(scope, start.shape(), DType.FLOAT32, List.of(-scale / 2, scale / 2));
    Value matrix = PerspectiveTransform.matrix(start, start.plus(start.times(change)));
    return Move.of(
        (x, how) ->
            applies.select(new Projection(how, FillMode.CONSTANT, fillValue).apply(x, matrix), x),
        boxes -> applies.squeeze(3).select(Projection.boxes(boxes, matrix), boxes));
  }
}
