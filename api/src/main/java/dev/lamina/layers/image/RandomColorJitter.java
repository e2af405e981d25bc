package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Scope;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * In training, {@link RandomBrightness}, {@link RandomContrast}, {@link RandomSaturation} and
 * {@link RandomHue} in this order, those whose factor is given. x: [batch, rows, columns, 3] ->
 * same shape (channels second if {@code dataFormat} says so). In inference x itself.
 *
 * @param brightnessFactor see {@link RandomBrightness}; empty: not changed
 * @param contrastFactor see {@link RandomContrast}; empty: not changed
 * @param saturationFactor see {@link RandomSaturation}; empty: not changed
 * @param hueFactor see {@link RandomHue}; empty: not changed
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record RandomColorJitter(
    List<Double> valueRange,
    Optional<List<Double>> brightnessFactor,
    Optional<List<Double>> contrastFactor,
    Optional<List<Double>> saturationFactor,
    Optional<List<Double>> hueFactor,
    Optional<Long> seed,
    DataFormat dataFormat)
    implements ImageLayer, RandomColorJitterBuilder.With {
  public RandomColorJitter {
    valueRange = Factors.values("RandomColorJitter", valueRange);
    brightnessFactor =
        Factors.optional("RandomColorJitter", "brightnessFactor", brightnessFactor, -1);
    contrastFactor = Factors.optional("RandomColorJitter", "contrastFactor", contrastFactor, 0);
    saturationFactor =
        Factors.optional("RandomColorJitter", "saturationFactor", saturationFactor, -1);
    hueFactor = Factors.optional("RandomColorJitter", "hueFactor", hueFactor, 0);
  }

  public static RandomColorJitter of() {
    return new RandomColorJitter(
        Factors.BYTES,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value augment(Scope scope, Value images) {
    DataFormat last = DataFormat.CHANNELS_LAST;
    Value x = images;
    if (brightnessFactor.isPresent()) {
      x = new RandomBrightness(brightnessFactor.get(), valueRange, seed, last).augment(scope, x);
    }
    if (contrastFactor.isPresent()) {
      x = new RandomContrast(contrastFactor.get(), valueRange, seed, last).augment(scope, x);
    }
    if (saturationFactor.isPresent()) {
      x = new RandomSaturation(saturationFactor.get(), valueRange, last, seed).augment(scope, x);
    }
    if (hueFactor.isPresent()) {
      x = new RandomHue(hueFactor.get(), valueRange, last, seed).augment(scope, x);
    }
    return x;
  }
}
