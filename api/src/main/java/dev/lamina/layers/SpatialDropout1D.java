package dev.lamina.layers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * {@link Dropout} of whole channels (arXiv:1411.4280). x: [batch, steps, channels] -> same shape.
 *
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record SpatialDropout1D(double rate, Optional<Long> seed)
    implements Layer, SpatialDropout1DBuilder.With {
  public SpatialDropout1D {
    Check.rate("SpatialDropout1D", "rate", rate);
  }

  public static SpatialDropout1D of(double rate) {
    return new SpatialDropout1D(rate, Optional.empty());
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Spatial.check(scope, this, DataFormat.CHANNELS_LAST, x, 1);
    return Dropout.drop(scope, x, rate, x.shape().with(1, 1));
  }
}
