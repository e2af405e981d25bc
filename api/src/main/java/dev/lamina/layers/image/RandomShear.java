package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Scope;
import dev.lamina.ops.image.BoxFormat;
import dev.lamina.ops.image.FillMode;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * In training, shears each image: rows are shifted by a random part of their number, columns too.
 * The sign is random, the same for both. x: [batch, rows, columns, channels] -> same shape. In
 * inference x itself.
 *
 * @param xFactor range of the shift of a row, in pixels for each row; one number f: [-f, f]
 * @param yFactor range of the shift of a column, in pixels for each column; one number f: [-f, f]
 * @param interpolation nearest or bilinear
 * @param fillMode what is beyond the border: reflect, wrap, constant (fillValue) or nearest
 * @param seed kept for Keras' files; the model's seed decides
 * @param boundingBoxFormat what boxes are that the layer is called with
 */
@RecordBuilder
public record RandomShear(
    List<Double> xFactor,
    List<Double> yFactor,
    Interpolation interpolation,
    FillMode fillMode,
    double fillValue,
    DataFormat dataFormat,
    Optional<Long> seed,
    Optional<BoxFormat> boundingBoxFormat)
    implements Warp, RandomShearBuilder.With {
  public RandomShear {
    xFactor = Factors.symmetric(Factors.within("RandomShear", "xFactor", xFactor, -1, 1));
    yFactor = Factors.symmetric(Factors.within("RandomShear", "yFactor", yFactor, -1, 1));
    Warp.check("RandomShear", interpolation, fillMode);
  }

  public static RandomShear of(double xFactor, double yFactor) {
    return new RandomShear(
        List.of(xFactor),
        List.of(yFactor),
        Interpolation.BILINEAR,
        FillMode.REFLECT,
        0,
        DataFormat.CHANNELS_LAST,
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public Value matrix(Scope scope, Value images) {
    Value sign = Draw.sign(scope, Shape.of(images.dim(0), 1), images.dtype());
    Value y = Warp.one(scope, images, yFactor).times(sign);
    Value x = Warp.one(scope, images, xFactor).times(sign);
    Value zero = x.times(0);
    Value one = zero.plus(1);
    return Value.concat(1, List.of(one, x, zero, y, one, zero));
  }
}
