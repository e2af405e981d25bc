package dev.lamina.initializers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.Optional;

/** Normal. */
public record RandomNormal(Optional<Long> seed, double mean, double stddev) implements Initializer {
  public RandomNormal {
    if (!(stddev >= 0)) {
      throw new IllegalArgumentException("RandomNormal: stddev must be >= 0, got " + stddev);
    }
  }

  /** Keras' defaults: mean 0, standard deviation 0.05. */
  public static RandomNormal of() {
    return of(0, 0.05);
  }

  public static RandomNormal of(double mean, double stddev) {
    return new RandomNormal(Optional.empty(), mean, stddev);
  }

  @Override
  public Tensor init(Shape shape, DType dtype, long key) {
    return Draws.normal(shape, dtype, Draws.key(seed, key), mean, stddev);
  }
}
