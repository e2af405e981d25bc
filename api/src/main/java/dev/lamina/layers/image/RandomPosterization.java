package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Scope;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * In training, keeps the first bits of each value of eight, the others become 0. x: [batch, rows,
 * columns, channels] -> same shape. In inference x itself.
 *
 * @param factor range of the number of bits in [1, 8], the upper end left out unless both are
 *     equal; one number f: f bits at most, [1, f]
 * @param valueRange the range of x, which the eight bits divide
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record RandomPosterization(
    List<Integer> factor, List<Double> valueRange, DataFormat dataFormat, Optional<Long> seed)
    implements ImageLayer, RandomPosterizationBuilder.With {
  public RandomPosterization {
    factor =
        Factors.range(
                "RandomPosterization",
                "factor",
                factor.stream().map(Integer::doubleValue).toList(),
                1,
                8)
            .stream()
            .map(Double::intValue)
            .toList();
    valueRange = Factors.values("RandomPosterization", valueRange);
  }

  public static RandomPosterization of(int factor) {
    return of(List.of(factor));
  }

  public static RandomPosterization of(int lower, int upper) {
    return of(List.of(lower, upper));
  }

  private static RandomPosterization of(List<Integer> factor) {
    return new RandomPosterization(
        factor, Factors.BYTES, DataFormat.CHANNELS_LAST, Optional.empty());
  }

  @Override
  public Value augment(Scope scope, Value images) {
    double lower = factor.get(0);
    Value bits =
        factor.get(0).equals(factor.get(1))
            ? Draw.each(scope, images, List.of(lower, lower))
            : Draw.each(scope, images, List.of(lower, (double) factor.get(1)))
                .floor()
                .min(factor.get(1) - 1);
    // Two to the power of the bits that go, as a product of exact powers.
    Value step = Value.scalar(images.dtype(), 1);
    for (int b = 1; b <= 8; b++) {
      step = bits.gt(b - 0.5).select(step, step.times(2));
    }
    Value whole = Images.range(images, valueRange, Factors.BYTES).floor();
    return Images.range(whole.div(step).floor().times(step), Factors.BYTES, valueRange);
  }
}
