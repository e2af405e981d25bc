package dev.lamina.layers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * In training, adds normal noise; in inference x itself. Any shape.
 *
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record GaussianNoise(double stddev, Optional<Long> seed)
    implements Layer, GaussianNoiseBuilder.With {
  public GaussianNoise {
    Check.that(
        stddev >= 0 && stddev <= 1,
        "GaussianNoise: stddev must be in [0, 1], as in Keras, got %s",
        stddev);
  }

  public static GaussianNoise of(double stddev) {
    return new GaussianNoise(stddev, Optional.empty());
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value x) {
    if (!scope.training() || stddev == 0) {
      return x;
    }
    return x.plus(Noise.normal(scope, x.shape(), x.dtype()).times(stddev));
  }
}
