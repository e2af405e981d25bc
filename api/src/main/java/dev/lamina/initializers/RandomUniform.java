package dev.lamina.initializers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.Optional;

/** Uniform in [minval, maxval). */
public record RandomUniform(Optional<Long> seed, double minval, double maxval)
    implements Initializer {
  public RandomUniform {
    if (!(minval <= maxval)) {
      throw new IllegalArgumentException(
          "RandomUniform: expected minval <= maxval, got %s and %s".formatted(minval, maxval));
    }
  }

  /** Keras' default range, [-0.05, 0.05). */
  public static RandomUniform of() {
    return of(-0.05, 0.05);
  }

  public static RandomUniform of(double minval, double maxval) {
    return new RandomUniform(Optional.empty(), minval, maxval);
  }

  @Override
  public Tensor init(Shape shape, DType dtype, long key) {
    return Draws.uniform(shape, dtype, Draws.key(seed, key), minval, maxval);
  }
}
