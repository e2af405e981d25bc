package dev.lamina.initializers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Philox;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.Optional;

/**
 * Random tensors as pure functions of a key. StrictMath, so that they are the same bits on every
 * machine.
 */
final class Draws {
  private Draws() {}

  /** An initializer's own seed goes before the weight's key. */
  static long key(Optional<Long> seed, long key) {
    return seed.map(s -> Philox.key(s, 0)).orElse(key);
  }

  /** Uniform in [lo, hi). */
  static Tensor uniform(Shape shape, DType dtype, long key, double lo, double hi) {
    float[] u = Philox.uniform(key, 0, shape.intSize());
    for (int i = 0; i < u.length; i++) {
      u[i] = (float) (lo + (hi - lo) * u[i]);
    }
    return Tensor.wrap(u, shape).cast(dtype);
  }

  static Tensor normal(Shape shape, DType dtype, long key, double mean, double stddev) {
    return normal(shape, dtype, key, mean, stddev, Double.POSITIVE_INFINITY);
  }

  /** A normal whose values beyond two standard deviations are drawn again. */
  static Tensor truncated(Shape shape, DType dtype, long key, double mean, double stddev) {
    return normal(shape, dtype, key, mean, stddev, 2);
  }

  private static Tensor normal(
      Shape shape, DType dtype, long key, double mean, double stddev, double limit) {
    float[] out = new float[shape.intSize()];
    for (int i = 0; i < out.length; i += 4) {
      double[] z = four(key, i >>> 2, limit);
      for (int j = 0; j < Math.min(4, out.length - i); j++) {
        out[i + j] = (float) (mean + stddev * z[j]);
      }
    }
    return Tensor.wrap(out, shape).cast(dtype);
  }

  /** Four standard normals within the limit; each further attempt is the next Philox step. */
  private static double[] four(long key, long index, double limit) {
    double[] out = boxMuller(key, 0, index);
    for (int step = 1; beyond(out, limit); step++) {
      double[] again = boxMuller(key, step, index);
      for (int j = 0; j < 4; j++) {
        if (Math.abs(out[j]) > limit) {
          out[j] = again[j];
        }
      }
    }
    return out;
  }

  private static boolean beyond(double[] z, double limit) {
    for (double v : z) {
      if (Math.abs(v) > limit) {
        return true;
      }
    }
    return false;
  }

  /** Box, Muller: A note on the generation of random normal deviates, 1958. */
  private static double[] boxMuller(long key, long step, long index) {
    int[] words = new int[4];
    Philox.block(key, step, index, words);
    double[] z = new double[4];
    for (int pair = 0; pair < 4; pair += 2) {
      // In (0, 1], so that the logarithm is finite.
      double u = ((words[pair] & 0xffffffffL) + 1) * 0x1p-32;
      double angle = 2 * Math.PI * (words[pair + 1] & 0xffffffffL) * 0x1p-32;
      double radius = StrictMath.sqrt(-2 * StrictMath.log(u));
      z[pair] = radius * StrictMath.cos(angle);
      z[pair + 1] = radius * StrictMath.sin(angle);
    }
    return z;
  }
}
