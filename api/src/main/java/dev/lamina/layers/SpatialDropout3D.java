package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * {@link Dropout} of whole channels (arXiv:1411.4280). x: [batch, planes, rows, columns, channels]
 * -> same shape.
 *
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record SpatialDropout3D(double rate, Optional<Long> seed, DataFormat dataFormat)
    implements Layer, SpatialDropout3DBuilder.With {
  public SpatialDropout3D {
    Check.rate("SpatialDropout3D", "rate", rate);
  }

  public static SpatialDropout3D of(double rate) {
    return new SpatialDropout3D(rate, Optional.empty(), DataFormat.CHANNELS_LAST);
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Spatial.check(scope, this, dataFormat, x, 3);
    Shape noise = x.shape();
    for (int i = 0; i < 3; i++) {
      noise = noise.with(i + (dataFormat == DataFormat.CHANNELS_LAST ? 1 : 2), 1);
    }
    return Dropout.drop(scope, x, rate, noise);
  }
}
