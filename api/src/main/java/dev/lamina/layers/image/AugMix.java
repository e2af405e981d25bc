package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Scope;
import dev.lamina.ops.image.FillMode;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * In training, mixes the batch with chains of random operations on it (Hendrycks et al. 2019): w x
 * + (1 - w) Σ vᵢ chainᵢ(x), limited to {@code valueRange}; w is drawn from the beta distribution, v
 * from the Dirichlet distribution. An operation is one of shear, translation, rotation,
 * posterization, solarization, auto-contrast, equalization or none; with {@code allOps} also
 * brightness, color degeneration, contrast, sharpness. x: [batch, rows, columns, 3] -> same shape
 * (channels second if {@code dataFormat} says so). In inference x itself.
 *
 * @param valueRange the range of x
 * @param numChains how many chains
 * @param chainDepth operations of a chain
 * @param factor range of the operations' strength in [0, 1]; one number f: [0, f]
 * @param alpha parameter of both distributions, > 0
 * @param interpolation nearest or bilinear
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record AugMix(
    List<Double> valueRange,
    int numChains,
    int chainDepth,
    List<Double> factor,
    double alpha,
    boolean allOps,
    Interpolation interpolation,
    Optional<Long> seed,
    DataFormat dataFormat)
    implements ImageLayer, AugMixBuilder.With {
  public AugMix {
    valueRange = Factors.values("AugMix", valueRange);
    factor = Factors.range("AugMix", "factor", factor, 0, 1);
    Warp.check("AugMix", interpolation, FillMode.REFLECT);
    if (numChains < 1 || chainDepth < 1 || !(alpha > 0)) {
      throw new IllegalArgumentException(
          "AugMix: numChains, chainDepth and alpha must be > 0, got %d, %d and %s"
              .formatted(numChains, chainDepth, alpha));
    }
  }

  public static AugMix of() {
    return new AugMix(
        Factors.BYTES,
        3,
        3,
        List.of(0.3),
        1,
        true,
        Interpolation.BILINEAR,
        Optional.empty(),
        DataFormat.CHANNELS_LAST);
  }

  @Override
  public List<Value> call(Scope scope, List<Value> inputs) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "%s (AugMix): mixes images of different places, so that masks and boxes have none; call it on images only, got %d inputs"
              .formatted(scope.path(), inputs.size()));
    }
    return List.of(apply(scope, inputs.get(0)));
  }

  @Override
  public Value augment(Scope scope, Value images) {
    var choice = Choice.of(valueRange, factor, interpolation, allOps);
    Value weights = Draw.dirichlet(scope, numChains, alpha).cast(images.dtype());
    Value kept =
        Draw.beta(scope, Shape.scalar(), Value.scalar(DType.FLOAT32, alpha)).cast(images.dtype());
    Value sum = images.times(0);
    for (int c = 0; c < numChains; c++) {
      Value x = images;
      for (int d = 0; d < chainDepth; d++) {
        x = choice.apply(scope, x, Choice.index(scope, choice.size() + 1)).images();
      }
      sum = sum.plus(x.times(weights.slice(0, c, c + 1)));
    }
    return Images.clip(kept.times(images).plus(kept.rsub(1).times(sum)), valueRange);
  }
}
