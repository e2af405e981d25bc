package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Unary;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Scope;
import dev.lamina.ops.image.BoxFormat;
import dev.lamina.ops.image.FillMode;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * In training, turns each image around its centre by a random angle. x: [batch, rows, columns,
 * channels] -> same shape. In inference x itself.
 *
 * @param factor range of the angle in turns, positive is clockwise; one number f: [-f, f]
 * @param fillMode what is beyond the border: reflect, wrap, constant (fillValue) or nearest
 * @param interpolation nearest or bilinear
 * @param seed kept for Keras' files; the model's seed decides
 * @param boundingBoxFormat what boxes are that the layer is called with
 */
@RecordBuilder
public record RandomRotation(
    List<Double> factor,
    FillMode fillMode,
    Interpolation interpolation,
    Optional<Long> seed,
    double fillValue,
    DataFormat dataFormat,
    Optional<BoxFormat> boundingBoxFormat)
    implements Warp, RandomRotationBuilder.With {
  public RandomRotation {
    factor = Factors.range("RandomRotation", "factor", factor, -1, 1);
    Warp.check("RandomRotation", interpolation, fillMode);
  }

  /** [-factor, factor] turns. */
  public static RandomRotation of(double factor) {
    return of(List.of(factor));
  }

  /** A range of turns. */
  public static RandomRotation of(double lower, double upper) {
    return of(List.of(lower, upper));
  }

  private static RandomRotation of(List<Double> factor) {
    return new RandomRotation(
        factor,
        FillMode.REFLECT,
        Interpolation.BILINEAR,
        Optional.empty(),
        0,
        DataFormat.CHANNELS_LAST,
        Optional.empty());
  }

  @Override
  public Value matrix(Scope scope, Value images) {
    Value turns = Warp.one(scope, images, factor);
    Value angle = turns.times(2 * Math.PI);
    Value cos = angle.unary(Unary.Kind.COS);
    Value sin = angle.unary(Unary.Kind.SIN);
    double x = (images.dim(2) - 1) / 2.0;
    double y = (images.dim(1) - 1) / 2.0;
    return Value.concat(
        1,
        List.of(
            cos,
            sin.negate(),
            cos.times(x).rsub(x).plus(sin.times(y)),
            sin,
            cos,
            sin.times(x).plus(cos.times(y)).rsub(y)));
  }
}
