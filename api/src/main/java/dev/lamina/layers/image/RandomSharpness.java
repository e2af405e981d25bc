package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.Window;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Scope;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * In training, makes each image sharper or smoother: x + (1 - 2 f) (smooth - x), limited to {@code
 * valueRange}; smooth is the mean of 3 x 3 pixels with the middle five times. x: [batch, rows,
 * columns, channels] -> same shape. In inference x itself.
 *
 * @param factor range of f in [0, 1]: 0 is smooth, 0.5 unchanged, 1 sharp; one number f: [0, f]
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record RandomSharpness(
    List<Double> factor, List<Double> valueRange, DataFormat dataFormat, Optional<Long> seed)
    implements ImageLayer, RandomSharpnessBuilder.With {
  public RandomSharpness {
    factor = Factors.range("RandomSharpness", "factor", factor, 0, 1);
    valueRange = Factors.values("RandomSharpness", valueRange);
  }

  public static RandomSharpness of(double factor) {
    return of(List.of(factor));
  }

  public static RandomSharpness of(double lower, double upper) {
    return of(List.of(lower, upper));
  }

  private static RandomSharpness of(List<Double> factor) {
    return new RandomSharpness(factor, Factors.BYTES, DataFormat.CHANNELS_LAST, Optional.empty());
  }

  private static final Window SAME =
      new Window(List.of(1, 1), List.of(1, 1), List.of(1, 1), List.of(1, 1));

  @Override
  public Value augment(Scope scope, Value images) {
    Value f = Draw.each(scope, images, factor).times(2);
    int channels = images.dim(3);
    Value kernel =
        Value.constant(Tensor.of(new double[] {1, 1, 1, 1, 5, 1, 1, 1, 1}, 3, 3, 1, 1))
            .div(13)
            .cast(images.dtype())
            .broadcastTo(Shape.of(3, 3, 1, channels));
    Value smooth = Value.of(new Conv(SAME, channels), images, kernel);
    return Images.clip(images.plus(f.rsub(1).times(smooth.minus(images))), valueRange);
  }
}
