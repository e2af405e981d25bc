package dev.lamina.initializers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.Optional;

/** Normal, with values beyond two standard deviations drawn again. */
public record TruncatedNormal(Optional<Long> seed, double mean, double stddev)
    implements Initializer {
  public TruncatedNormal {
    if (!(stddev >= 0)) {
      throw new IllegalArgumentException("TruncatedNormal: stddev must be >= 0, got " + stddev);
    }
  }

  /** Keras' defaults: mean 0, standard deviation 0.05. */
  public static TruncatedNormal of() {
    return of(0, 0.05);
  }

  public static TruncatedNormal of(double mean, double stddev) {
    return new TruncatedNormal(Optional.empty(), mean, stddev);
  }

  @Override
  public Tensor init(Shape shape, DType dtype, long key) {
    return Draws.truncated(shape, dtype, Draws.key(seed, key), mean, stddev);
  }
}
