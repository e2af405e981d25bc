package dev.lamina.layers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * Dropout that keeps mean 0 and variance 1, for SELU networks (Klambauer et al. 2017,
 * arXiv:1706.02515): in training, with α' = -αλ of SELU, sets each element to α' with probability
 * {@code rate}, then a x + b with a = ((1 - rate)(1 + rate α'²))^-½ and b = -a α' rate; in
 * inference x itself. Any shape.
 *
 * @param seed kept for Keras' files; the model's seed decides
 * @param noiseShape the shape of the random mask, as in {@link Dropout}
 */
@RecordBuilder
public record AlphaDropout(
    double rate, Optional<Long> seed, Optional<List<Optional<Integer>>> noiseShape)
    implements Layer, AlphaDropoutBuilder.With {
  /** -αλ, where SELU levels off. */
  private static final double SATURATION = -1.6732632423543772 * 1.0507009873554805;

  public AlphaDropout {
    Check.that(rate >= 0 && rate < 1, "AlphaDropout: rate must be in [0, 1), got %s", rate);
    noiseShape = noiseShape.map(List::copyOf);
  }

  public static AlphaDropout of(double rate) {
    return new AlphaDropout(rate, Optional.empty(), Optional.empty());
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
    double a = Math.pow((1 - rate) * (1 + rate * SATURATION * SATURATION), -0.5);
    double b = -a * SATURATION * rate;
    Value kept = scope.random(Dropout.noise(scope, this, x, noiseShape)).ge(rate);
    return kept.select(x, Value.scalar(x.dtype(), SATURATION)).times(a).plus(b);
  }
}
