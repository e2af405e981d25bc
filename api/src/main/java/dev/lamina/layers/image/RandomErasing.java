package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Noise;
import dev.lamina.layers.Scope;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * In training, replaces a random rectangle in some images. x: [batch, rows, columns, channels] ->
 * same shape. In inference x itself.
 *
 * @param factor range of the probability that an image is changed; one number f: [0, f]
 * @param scale range of the squares of the rectangle's sides, as parts of the image's; one number
 *     f: [0, f]
 * @param fillValue one number, or one for each channel; empty: normal noise times the upper end of
 *     valueRange
 * @param valueRange limits of the filling
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record RandomErasing(
    List<Double> factor,
    List<Double> scale,
    Optional<List<Double>> fillValue,
    List<Double> valueRange,
    Optional<Long> seed,
    DataFormat dataFormat)
    implements ImageLayer, RandomErasingBuilder.With {
  public RandomErasing {
    factor = Factors.range("RandomErasing", "factor", factor, 0, 1);
    scale = Factors.range("RandomErasing", "scale", scale, 0, 1);
    valueRange = Factors.values("RandomErasing", valueRange);
    fillValue = fillValue.map(List::copyOf);
    if (fillValue.isPresent() && fillValue.get().size() != 1 && fillValue.get().size() != 3) {
      throw new IllegalArgumentException(
          "RandomErasing: fillValue must be one number or three, got " + fillValue.get());
    }
  }

  public static RandomErasing of() {
    return new RandomErasing(
        List.of(1.0),
        List.of(0.02, 0.33),
        Optional.empty(),
        Factors.BYTES,
        Optional.empty(),
        DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value augment(Scope scope, Value images) {
    Shape each = Shape.of(images.dim(0), 1, 1, 1);
    Value width = Draw.uniform(scope, each, DType.FLOAT32, scale).max(0).sqrt();
    Value height = Draw.uniform(scope, each, DType.FLOAT32, scale).max(0).sqrt();
    Value box = Box.of(scope, images, height, width).mask();
    Value applies = Draw.applies(scope, images, factor);
    return applies.and(box).select(filling(scope, images), images);
  }

  private Value filling(Scope scope, Value images) {
    Value fill;
    if (fillValue.isEmpty()) {
      fill = Noise.normal(scope, images.shape(), images.dtype()).times(valueRange.get(1));
    } else {
      double[] values = fillValue.get().stream().mapToDouble(Double::doubleValue).toArray();
      fill = Value.constant(Tensor.of(values)).cast(images.dtype()).broadcastTo(images.shape());
    }
    return Images.clip(fill, valueRange);
  }
}
