package dev.lamina.ops.image;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Iota;
import dev.lamina.graph.op.RandomUniform;
import dev.lamina.graph.op.Unary;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Noise;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.Optional;

/**
 * Moves every pixel by a random distance that changes smoothly over the image: normal noise times
 * {@code sigma}, blurred with it, times {@code alpha} (Simard et al. 2003). Images: [batch, rows,
 * columns, channels] or without a batch -> same shape; integers are rounded.
 *
 * @param alpha strength of the shifts
 * @param sigma standard deviation of the blur in pixels
 * @param interpolation nearest or bilinear
 * @param seed of the noise; empty: 0. The same seed gives the same noise on every engine
 */
public record ElasticTransform(
    double alpha,
    double sigma,
    Interpolation interpolation,
    FillMode fillMode,
    double fillValue,
    Optional<Long> seed,
    DataFormat dataFormat)
    implements Operation.OfOne {
  public ElasticTransform {
    new Projection(interpolation, FillMode.CONSTANT, fillValue);
    if (!(sigma > 0)) {
      throw new IllegalArgumentException("elastic_transform: sigma must be > 0, got " + sigma);
    }
  }

  @Override
  public Value write(Value images) {
    Layout layout = Layout.of("elastic_transform", dataFormat, images);
    Value x = layout.there(Pixels.floating(images));
    Shape grid = Shape.of(x.dim(0), x.dim(1), x.dim(2));
    Value width = Value.scalar(DType.FLOAT32, sigma);
    Value right = smooth(noise(grid, 1).times(sigma), width, sigma).times(alpha);
    Value down = smooth(noise(grid, 3).times(sigma), width, sigma).times(alpha);
    Value y = shift(x, down, right, interpolation, fillMode, fillValue);
    return Pixels.like(images, layout.back(y));
  }

  private Value noise(Shape shape, int stream) {
    long key = seed.orElse(0L) * 8 + stream;
    return Noise.normal(uniform(shape, key), uniform(shape, key + 1));
  }

  private static Value uniform(Shape shape, long key) {
    return Value.of(new RandomUniform(shape, key), Value.scalar(DType.INT64, 0));
  }

  /**
   * Blurs [batch, rows, columns] with a normal density of 6 ⌊sigma⌋ + 1 steps; beyond the border is
   * 0. Two products with band matrices, because sigma (a scalar) may come from the graph.
   *
   * @param most no sigma is larger
   */
  public static Value smooth(Value noise, Value sigma, double most) {
    int steps = 6 * (int) most + 1;
    return band(noise.dim(1), sigma, steps).matmul(noise).matmul(band(noise.dim(2), sigma, steps));
  }

  /** exp(-(i - j)² / 2 sigma²) where |i - j| ≤ 3 ⌊sigma⌋, divided by the sum over all steps. */
  private static Value band(int n, Value sigma, int steps) {
    Value reach = sigma.floor().times(3);
    Value all = iota(sigma.dtype(), 1, steps).minus((steps - 1) / 2.0);
    Value sum = density(all, sigma, reach).sum();
    Value apart = iota(sigma.dtype(), n, 1).minus(iota(sigma.dtype(), 1, n));
    return density(apart, sigma, reach).div(sum);
  }

  private static Value density(Value apart, Value sigma, Value reach) {
    // A sigma of 0 has only the middle.
    Value e = apart.div(sigma.max(1e-6)).square().times(-0.5).exp();
    return apart.abs().le(reach).select(e, e.times(0));
  }

  private static Value iota(DType dtype, int rows, int columns) {
    return Value.of(new Iota(new TensorType(dtype, Shape.of(rows, columns)), rows == 1 ? 1 : 0));
  }

  /**
   * The pixels read at shifted places.
   *
   * @param images [batch, rows, columns, channels], floating
   * @param down shift of each pixel: [batch, rows, columns]
   */
  public static Value shift(
      Value images,
      Value down,
      Value right,
      Interpolation interpolation,
      FillMode fillMode,
      double fillValue) {
    DType dtype = down.dtype();
    Value y = Value.of(new Iota(new TensorType(dtype, Shape.of(1, images.dim(1), 1)), 1));
    Value x = Value.of(new Iota(new TensorType(dtype, Shape.of(1, 1, images.dim(2))), 2));
    var sampling = new Sampling(images, fillMode, fillValue);
    Value atY = y.plus(down);
    Value atX = x.plus(right);
    return interpolation == Interpolation.NEAREST
        ? sampling.pixel(atY.unary(Unary.Kind.ROUND), atX.unary(Unary.Kind.ROUND))
        : sampling.bilinear(atY, atX);
  }
}
