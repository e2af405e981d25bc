package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Scope;
import dev.lamina.ops.image.FillMode;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * In training, changes the batch by {@code numOps} random operations of eleven, one after the other
 * (Cubuk et al. 2019): shear, translation, rotation, brightness, color degeneration, contrast,
 * sharpness, posterization, solarization, auto-contrast and equalization. x: [batch, rows, columns,
 * 3] -> same shape (channels second if {@code dataFormat} says so). In inference x itself.
 *
 * @param valueRange the range of x
 * @param numOps how many operations
 * @param factor range of the operations' strength in [0, 1]; one number f: [0, f]
 * @param interpolation nearest or bilinear
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record RandAugment(
    List<Double> valueRange,
    int numOps,
    List<Double> factor,
    Interpolation interpolation,
    Optional<Long> seed,
    DataFormat dataFormat)
    implements ImageLayer, RandAugmentBuilder.With {
  public RandAugment {
    valueRange = Factors.values("RandAugment", valueRange);
    factor = Factors.range("RandAugment", "factor", factor, 0, 1);
    Warp.check("RandAugment", interpolation, FillMode.REFLECT);
    if (numOps < 1) {
      throw new IllegalArgumentException("RandAugment: numOps must be > 0, got " + numOps);
    }
  }

  public static RandAugment of() {
    return of(2, 0.5);
  }

  public static RandAugment of(int numOps, double factor) {
    return new RandAugment(
        Factors.BYTES,
        numOps,
        List.of(factor),
        Interpolation.BILINEAR,
        Optional.empty(),
        DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value augment(Scope scope, Value images) {
    var choice = Choice.of(valueRange, factor, interpolation, true);
    Value x = images;
    for (int i = 0; i < numOps; i++) {
      x = choice.apply(scope, x, Choice.index(scope, choice.size()));
    }
    return x;
  }
}
