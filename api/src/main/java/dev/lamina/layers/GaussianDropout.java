package dev.lamina.layers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * In training, multiplies by normal noise of mean 1 and standard deviation √(rate / (1 - rate)); in
 * inference x itself (Srivastava et al. 2014). Any shape.
 *
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record GaussianDropout(double rate, Optional<Long> seed)
    implements Layer, GaussianDropoutBuilder.With {
  public GaussianDropout {
    Check.that(rate >= 0 && rate < 1, "GaussianDropout: rate must be in [0, 1), got %s", rate);
  }

  public static GaussianDropout of(double rate) {
    return new GaussianDropout(rate, Optional.empty());
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value x) {
    if (!scope.training() || rate == 0) {
      return x;
    }
    double stddev = Math.sqrt(rate / (1 - rate));
    return x.times(Noise.normal(scope, x.shape(), x.dtype()).times(stddev).plus(1));
  }
}
