package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Scope;
import dev.lamina.ops.image.FillMode;
import dev.lamina.ops.image.Projection;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Augmentations of which one is applied. All are computed, but those that move pixels share one
 * reading of the images: their maps are chosen, not their results.
 */
record Choice(List<Warp> warps, List<ImageLayer> colors, Projection projection) {
  /**
   * @param all also brightness, color degeneration, contrast and sharpness
   */
  static Choice of(
      List<Double> range, List<Double> factor, Interpolation interpolation, boolean all) {
    DataFormat last = DataFormat.CHANNELS_LAST;
    Optional<Long> seed = Optional.empty();
    FillMode fill = FillMode.REFLECT;
    List<Warp> warps =
        List.of(
            new RandomShear(factor, factor, interpolation, fill, 0, last, seed, Optional.empty()),
            new RandomTranslation(
                factor, factor, fill, interpolation, seed, 0, last, Optional.empty()),
            new RandomRotation(factor, fill, interpolation, seed, 0, last, Optional.empty()));
    int bits = Math.max(1, (int) (8 * factor.get(1)));
    Stream<ImageLayer> some =
        Stream.of(
            new RandomPosterization(List.of(bits), range, last, seed),
            new Solarization(factor, factor, range, seed, last),
            new AutoContrast(range, last),
            new Equalization(range, 256, last));
    Stream<ImageLayer> more =
        Stream.of(
            new RandomBrightness(factor, range, seed, last),
            new RandomColorDegeneration(factor, range, last, seed),
            new RandomContrast(factor, range, seed, last),
            new RandomSharpness(factor, range, last, seed));
    return new Choice(
        warps,
        all ? Stream.concat(some, more).toList() : some.toList(),
        new Projection(interpolation, fill, 0));
  }

  int size() {
    return warps.size() + colors.size();
  }

  /** A random number of 0, …, n - 1: a scalar. */
  static Value index(Scope scope, int n) {
    return scope.random(Shape.scalar()).times(n).cast(DType.INT32).min(n - 1);
  }

  /**
   * What an operation does.
   *
   * @param matrix how it moves pixels: [1 or batch, 6]
   */
  record Step(Value images, Value matrix) {}

  /** The operation of this index; one that does not exist changes nothing. */
  Step apply(Scope scope, Value images, Value index) {
    Value matrix =
        Value.constant(Tensor.of(new float[] {1, 0, 0, 0, 1, 0}, 1, 6)).cast(images.dtype());
    for (int i = 0; i < warps.size(); i++) {
      matrix = index.eq(i).select(warps.get(i).matrix(scope, images), matrix);
    }
    Value out = projection.apply(images, matrix);
    for (int i = 0; i < colors.size(); i++) {
      out = index.eq(warps.size() + i).select(colors.get(i).augment(scope, images), out);
    }
    return new Step(out, matrix);
  }
}
