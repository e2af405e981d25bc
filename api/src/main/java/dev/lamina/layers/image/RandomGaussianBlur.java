package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Scope;
import dev.lamina.ops.image.GaussianBlur;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * In training, blurs some images with a normal density, see {@link GaussianBlur}; values are
 * limited to {@code valueRange}. x: [batch, rows, columns, channels] -> same shape. In inference x
 * itself.
 *
 * @param factor range of the probability that an image is changed; one number f: [0, f]
 * @param kernelSize two odd numbers
 * @param sigma range of the two standard deviations in pixels, drawn for the batch; one number f:
 *     [0, f]
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record RandomGaussianBlur(
    List<Double> factor,
    List<Integer> kernelSize,
    List<Double> sigma,
    List<Double> valueRange,
    DataFormat dataFormat,
    Optional<Long> seed)
    implements ImageLayer, RandomGaussianBlurBuilder.With {
  public RandomGaussianBlur {
    factor = Factors.range("RandomGaussianBlur", "factor", factor, 0, 1);
    sigma = Factors.range("RandomGaussianBlur", "sigma", sigma, 0, 1);
    valueRange = Factors.values("RandomGaussianBlur", valueRange);
    kernelSize =
        kernelSize.size() == 1
            ? List.of(kernelSize.get(0), kernelSize.get(0))
            : List.copyOf(kernelSize);
    if (kernelSize.size() != 2 || kernelSize.stream().anyMatch(k -> k <= 0 || k % 2 == 0)) {
      throw new IllegalArgumentException(
          "RandomGaussianBlur: kernelSize must be one or two odd numbers > 0, got " + kernelSize);
    }
  }

  public static RandomGaussianBlur of() {
    return of(3);
  }

  public static RandomGaussianBlur of(int kernelSize) {
    return new RandomGaussianBlur(
        List.of(1.0),
        List.of(kernelSize),
        List.of(1.0),
        Factors.BYTES,
        DataFormat.CHANNELS_LAST,
        Optional.empty());
  }

  @Override
  public Value augment(Scope scope, Value images) {
    Value applies = Draw.applies(scope, images, factor);
    Value two = Draw.uniform(scope, Shape.of(2), images.dtype(), sigma).plus(1e-6);
    Value blurred =
        GaussianBlur.blur(
            images, kernelSize, two.slice(0, 0, 1).squeeze(0), two.slice(0, 1, 2).squeeze(0));
    return Images.clip(applies.select(blurred, images), valueRange);
  }
}
