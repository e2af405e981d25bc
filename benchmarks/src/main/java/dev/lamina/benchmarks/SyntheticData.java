package dev.lamina.benchmarks;

import dev.lamina.data.Dataset;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * Data that every program of a comparison can make for itself: element i of stream s is splitmix64
 * (its finalizer, https://prng.di.unimi.it/splitmix64.c) of s times the golden ratio plus i.
 */
final class SyntheticData {
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
  private static final long FEATURES = 1;
  private static final long LABELS = 2;

  private SyntheticData() {}

  static long bits(long stream, long i) {
    long z = stream * GOLDEN_RATIO + i;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Numbers in [0, 1), or token ids: [samples, …]. */
  static Tensor features(Workload w, int samples) {
    Shape shape =
        Shape.of(
            IntStream.concat(IntStream.of(samples), w.input().stream().mapToInt(Integer::intValue))
                .toArray());
    int n = shape.intSize();
    if (w.vocabulary() > 0) {
      int[] ids = new int[n];
      for (int i = 0; i < n; i++) {
        ids[i] = below(w.vocabulary(), bits(FEATURES, i));
      }
      return Tensor.wrap(ids, shape);
    }
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (bits(FEATURES, i) >>> 40) * 0x1p-24f;
    }
    return Tensor.wrap(x, shape);
  }

  /** Features with labels: int32 [samples]; for two classes float32 0 and 1, [samples, 1]. */
  static Dataset samples(Workload w, int samples) {
    Tensor x = features(w, samples);
    if (w.classes() == 0) {
      return Dataset.of(x, x);
    }
    int[] y = new int[samples];
    for (int i = 0; i < samples; i++) {
      y[i] = below(w.classes(), bits(LABELS, i));
    }
    if (w.classes() > 2) {
      return Dataset.of(x, Tensor.of(y));
    }
    float[] binary = new float[samples];
    for (int i = 0; i < samples; i++) {
      binary[i] = y[i];
    }
    return Dataset.of(x, Tensor.of(binary, samples, 1));
  }

  private static int below(int bound, long bits) {
    return (int) ((bits >>> 33) % bound);
  }
}
