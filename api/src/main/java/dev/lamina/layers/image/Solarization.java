package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Scope;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * In training, adds a random number to the values of each image and inverts those above a random
 * threshold: y = x + a, limited to [0, 255]; y below the threshold t, else 255 - y. x: [batch,
 * rows, columns, channels] -> same shape. In inference x itself.
 *
 * @param additionFactor range [p, q] with a in [p, 255 q], in [0, 1]; one number f: [0, f]
 * @param thresholdFactor range [p, q] with t in [p, 255 q], in [0, 1]; one number f: [0, f]
 * @param valueRange the range of x, brought to [0, 255] and back
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record Solarization(
    List<Double> additionFactor,
    List<Double> thresholdFactor,
    List<Double> valueRange,
    Optional<Long> seed,
    DataFormat dataFormat)
    implements ImageLayer, SolarizationBuilder.With {
  public Solarization {
    additionFactor = factor("additionFactor", additionFactor);
    thresholdFactor = factor("thresholdFactor", thresholdFactor);
    valueRange = Factors.values("Solarization", valueRange);
  }

  public static Solarization of() {
    return of(0, 0);
  }

  public static Solarization of(double additionFactor, double thresholdFactor) {
    return new Solarization(
        List.of(additionFactor),
        List.of(thresholdFactor),
        Factors.BYTES,
        Optional.empty(),
        DataFormat.CHANNELS_LAST);
  }

  private static List<Double> factor(String argument, List<Double> given) {
    List<Double> f = Factors.within("Solarization", argument, given, 0, 1);
    return f.size() == 1 ? List.of(0.0, f.get(0)) : Factors.symmetric(f);
  }

  @Override
  public Value augment(Scope scope, Value images) {
    Value addition = drawn(scope, images, additionFactor);
    Value threshold = drawn(scope, images, thresholdFactor);
    Value y =
        Images.clip(Images.range(images, valueRange, Factors.BYTES).plus(addition), Factors.BYTES);
    return Images.range(y.lt(threshold).select(y, y.rsub(255)), Factors.BYTES, valueRange);
  }

  private static Value drawn(Scope scope, Value images, List<Double> factor) {
    return Draw.each(scope, images, List.of(factor.get(0), factor.get(1) * 255));
  }
}
